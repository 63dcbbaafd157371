package io.sealcache.keys;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.internal.concurrent.DaemonScheduler;
import io.sealcache.internal.concurrent.OneFlight;
import io.sealcache.internal.concurrent.Scheduler;
import io.sealcache.internal.files.FileLocation;
import io.sealcache.internal.text.PrintableUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys from where it is slow to ask for them and may fail, such as a key management service; one
 * keyring for all tenants. They are loaded at the first use, and from then on by time, on a daemon
 * thread of this source's. There is one load at a time, however many callers there are: a caller
 * loads, or waits for another one that does, only where there are no keys within their grace, and
 * at most once a second while that fails. Thread-safe.
 */
public final class RefreshingKeySource implements KeySource {
  private final String name;
  private final Callable<? extends @Nullable Keyring> loader;
  private final RefreshTimes times;
  private final Scheduler scheduler;
  private final OneFlight<Keyring> flights;
  private final SecurityEvents audit;
  private final LoadEvents events;
  private final Runnable release;
  // An operation may have taken a keyring and not yet derived from it, so none is wiped before the
  // end. They are few: only changed keys make one.
  private final List<Keyring> all = new ArrayList<>(); // guarded by this
  private volatile @Nullable Loaded last;
  private volatile int failures; // since a load succeeded; changed in a flight, or a wait for it
  private volatile @Nullable Object planned; // the load that comes next by time
  private volatile boolean closed; // changed under the lock

  /**
   * A keyring and when it was loaded.
   *
   * @param at in nanoseconds
   */
  private record Loaded(Keyring keyring, long at) {}

  /**
   * @param loader gives null where the keys are as they were
   * @param release run when this is closed
   */
  RefreshingKeySource(
      String name,
      Callable<? extends @Nullable Keyring> loader,
      RefreshTimes times,
      Scheduler scheduler,
      SecurityEvents audit,
      Runnable release) {
    this.name = PrintableUri.of(name);
    this.loader = loader;
    this.times = times;
    this.scheduler = scheduler;
    this.flights = new OneFlight<>(scheduler::nanoTime);
    this.audit = audit;
    this.events = new LoadEvents(this.name, times.grace(), audit);
    this.release = release;
  }

  /**
   * A source that has not loaded anything yet. A call of {@code keyring(null)} loads the keys: with
   * it a start fails where there are none.
   *
   * @param name of the place that keys come from, for messages and logs; of a URI its user
   *     information and query are not shown
   * @param loader gives a new keyring of new keys at each call, which the source takes over and
   *     destroys. It is not called again before it has returned, and should end by itself within
   *     seconds. Its exceptions are logged, without their causes, and are the causes of what
   *     operations throw, so their messages must contain no part of a key or credential
   */
  public static RefreshingKeySource of(String name, Callable<Keyring> loader, RefreshTimes times) {
    return of(name, loader, times, new DaemonScheduler());
  }

  static RefreshingKeySource of(
      String name, Callable<Keyring> loader, RefreshTimes times, Scheduler scheduler) {
    Callable<Keyring> checked =
        () -> requireNonNull(loader.call(), "The loader gave null; it must give a keyring");
    return new RefreshingKeySource(name, checked, times, scheduler, new SecurityEvents(), () -> {});
  }

  /**
   * The keys of a keyring file, which is read again each second. Where a key wraps them that is to
   * confirm them, the file is read and the key asked at the given times. They are loaded at once.
   *
   * @param key which wraps them, closed with the source or if this fails; null: they are in clear
   * @param context for which they are wrapped
   * @param times null: the key need not confirm them, and they stay while the file can't be read
   * @throws RuntimeException if they can't be loaded
   */
  static RefreshingKeySource ofFile(
      String location,
      @Nullable KeyEncryptionKey key,
      Map<String, String> context,
      @Nullable RefreshTimes times) {
    return ofFile(location, key, context, times, new DaemonScheduler());
  }

  static RefreshingKeySource ofFile(
      String location,
      @Nullable KeyEncryptionKey key,
      Map<String, String> context,
      @Nullable RefreshTimes times,
      Scheduler scheduler) {
    Runnable release = key == null ? () -> {} : key::close;
    try {
      Path file = FileLocation.path("sealcache.keyring", location, "a keyring file");
      SecurityEvents audit = new SecurityEvents();
      OutageWatch watch = OutageWatch.ofService(audit, KeyPlace.of(file.toString()));
      var source =
          new RefreshingKeySource(
              file.toString(),
              new KeyringFileLoader(
                  file, key, context, times != null, watch, new AtomicReference<>(new byte[0])),
              times == null ? RefreshTimes.ofFile() : times,
              scheduler,
              audit,
              release);
      source.keyring(null);
      return source;
    } catch (RuntimeException e) {
      scheduler.close();
      release.run();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /**
   * The keys loaded last.
   *
   * @throws IllegalStateException if there are none within their grace: loading failed, another
   *     thread's load takes long, the wait was interrupted, or this is closed
   */
  @Override
  public Keyring keyring(@Nullable String tenant) {
    Keyring usable = usable();
    if (usable != null) {
      return usable;
    }
    ensureOpen();
    try {
      return shared(this::usableOrLoaded);
    } catch (IllegalStateException e) { // told by nobody yet where the load of another hangs
      throw failures == 0 && e.getCause() instanceof TimeoutException late ? failed(late) : e;
    }
  }

  private Keyring shared(Supplier<@Nullable Keyring> load) {
    return requireNonNull(flights.share("", step -> load.get()));
  }

  private @Nullable Keyring usable() {
    Loaded now = last;
    return now != null && scheduler.nanoTime() - now.at() < times.grace().toNanos()
        ? now.keyring()
        : null;
  }

  /** As another thread may have been faster. */
  private Keyring usableOrLoaded() {
    Keyring usable = usable();
    return usable != null ? usable : load();
  }

  private Keyring load() {
    ensureOpen();
    Loaded known = last;
    Keyring before = known == null ? null : known.keyring();
    Keyring now;
    try {
      Keyring given = loader.call();
      now = accept(given == null ? requireNonNull(before) : given, before);
    } catch (Throwable e) { // an Error too, or no load would follow
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw failed(e);
    }
    tell(before, now);
    return now;
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException("The key source of " + name + " is closed");
    }
  }

  /** The keyring, or the one in use where that has the same keys. */
  private synchronized Keyring accept(Keyring fresh, @Nullable Keyring before) {
    if (closed) {
      fresh.destroy();
    }
    ensureOpen();
    Keyring now = fresh;
    if (before == null || !SameKeys.areIn(before, fresh)) {
      all.add(fresh);
    } else if (fresh != before) {
      fresh.destroy();
      now = before;
    }
    last = new Loaded(now, scheduler.nanoTime());
    failures = 0;
    plan(times.nextRefresh(scheduler.spread()));
    return now;
  }

  private void tell(@Nullable Keyring before, Keyring now) {
    try {
      events.loaded(before, now);
    } catch (IllegalStateException e) {
      ensureOpen(); // keys that are destroyed meanwhile can't be compared
      throw e;
    }
  }

  private IllegalStateException failed(Throwable failure) {
    ensureOpen();
    int inARow = failures + 1;
    failures = inARow;
    plan(times.nextRetry(inARow, scheduler.spread()));
    events.failed(failure, inARow, usable());
    return new IllegalStateException(
        last == null
            ? "There are no keys of %s yet: loading them failed; see the cause".formatted(name)
            : "The keys of %s are older than their grace of %s, and loading them again failed; see the cause"
                .formatted(name, times.grace()),
        failure);
  }

  /** A load that was planned before comes no more. */
  private void plan(Duration delay) {
    Object plan = new Object();
    planned = plan;
    scheduler.schedule(() -> run(plan), delay);
  }

  private void run(Object plan) {
    if (plan != planned) {
      return;
    }
    try {
      Keyring unused = shared(this::load);
    } catch (RuntimeException e) {
      // The thread that loaded has told it.
    } finally {
      if (plan == planned && !closed) { // another one's failure was shared, who has planned before
        plan(RefreshTimes.RETRY);
      }
    }
  }

  /** Empty before the first load has succeeded. */
  @Override
  public Optional<KeyLoadStatus> loadStatus() {
    return Optional.ofNullable(last)
        .map(loaded -> Duration.ofNanos(scheduler.nanoTime() - loaded.at()))
        .map(age -> new KeyLoadStatus(age, failures));
  }

  @Override
  public Map<String, Long> history() {
    return audit.times();
  }

  /** Destroys all keyrings given out. A load in course by time is interrupted, none waited for. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      last = null;
      all.forEach(Keyring::destroy);
    }
    scheduler.close();
    release.run();
  }
}
