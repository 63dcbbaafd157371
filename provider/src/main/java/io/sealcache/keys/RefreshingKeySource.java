package io.sealcache.keys;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.internal.concurrent.DaemonScheduler;
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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keys from where it is slow to ask for them and may fail, such as a key management service; one
 * keyring for all tenants. They are loaded at the first use, and from then on by time alone, on a
 * daemon thread of this source's: however many callers there are and whatever the store holds,
 * there is one load at a time. Callers wait only where there are no keys and no load has failed.
 * While loading fails the last keys are given out for a grace period, and it is tried again ever
 * later. Thread-safe.
 */
public final class RefreshingKeySource implements KeySource {
  private final String name;
  private final Callable<@Nullable Keyring> loader;
  private final RefreshTimes times;
  private final Scheduler scheduler;
  private final long graceNanos;
  private final LoadEvents events; // of the thread that loads
  private final Runnable release;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition loadEnded = lock.newCondition();
  // An operation may have taken a keyring and not yet derived from it, so none is wiped before the
  // end. They are few: only changed keys make one.
  private final List<Keyring> all = new ArrayList<>(); // guarded by lock
  private volatile @Nullable Loaded last; // changed under lock
  private @Nullable Load next; // guarded by lock: in course, or the only one that will start
  private int failures; // guarded by lock: since the last load that succeeded
  private @Nullable Throwable failure; // guarded by lock: the last of these
  private boolean closed; // guarded by lock

  /**
   * A keyring and when it was loaded.
   *
   * @param at in nanoseconds
   */
  private record Loaded(Keyring keyring, long at) {}

  RefreshingKeySource(String name, KeyringLoader loader, RefreshTimes times, Scheduler scheduler) {
    this(
        name,
        () -> requireNonNull(loader.load(), "The loader gave null; it must give a keyring"),
        times,
        scheduler,
        new SecurityEvents(),
        () -> {});
  }

  /**
   * @param loader gives null where the keys are as they were
   * @param release run when this is closed
   */
  RefreshingKeySource(
      String name,
      Callable<@Nullable Keyring> loader,
      RefreshTimes times,
      Scheduler scheduler,
      SecurityEvents audit,
      Runnable release) {
    this.name = PrintableUri.of(name);
    this.loader = loader;
    this.times = times;
    this.scheduler = scheduler;
    this.graceNanos = times.grace().toNanos();
    this.events = new LoadEvents(this.name, times.grace(), audit);
    this.release = release;
  }

  /**
   * A source that has not loaded anything yet. A call of {@code keyring(null)} loads the keys: with
   * it a start fails where there are none.
   *
   * @param name of the place that keys come from, for messages and logs; of a URI its user
   *     information and query are not shown
   */
  public static RefreshingKeySource of(String name, KeyringLoader loader, RefreshTimes times) {
    return new RefreshingKeySource(name, loader, times, new DaemonScheduler());
  }

  /**
   * The keys of a keyring file, which is read again each second. Where a key wraps them that is to
   * confirm them, it is asked at the given times. They are loaded at once.
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
    RefreshingKeySource source;
    try {
      Path file = FileLocation.path("sealcache.keyring", location, "a keyring file");
      String where = file.toString();
      SecurityEvents audit = new SecurityEvents();
      OutageWatch watch = OutageWatch.ofService(audit, KeyPlace.of(where));
      source =
          new RefreshingKeySource(
              where,
              new KeyringFileLoader(file, key, context, times != null, watch),
              times == null ? RefreshTimes.ofFile() : times,
              scheduler,
              audit,
              release);
    } catch (RuntimeException | Error e) {
      release.run();
      throw e;
    }
    try {
      source.keyring(null);
      return source;
    } catch (RuntimeException e) {
      source.close();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** A call of the loader, planned or in course; equal by identity. */
  private static final class Load {
    private final Duration delay;
    private @Nullable Long startedAt; // guarded by lock

    private Load(Duration delay) {
      this.delay = delay;
    }
  }

  /**
   * The keys loaded last. Waits only if there are none within their grace and no load has failed.
   *
   * @throws IllegalStateException if there are none: loading failed or takes longer than {@link
   *     RefreshTimes#loadWait}, the wait was interrupted, or this is closed
   */
  @Override
  public Keyring keyring(@Nullable String tenant) {
    Keyring usable = usable();
    return usable != null ? usable : awaitKeyring();
  }

  private @Nullable Keyring usable() {
    Loaded now = last;
    return now != null && scheduler.nanoTime() - now.at() < graceNanos ? now.keyring() : null;
  }

  private Keyring awaitKeyring() {
    long askedAt = scheduler.nanoTime();
    lock.lock();
    try {
      Keyring usable = usable();
      while (usable == null) {
        ensureOneMayCome();
        awaitEnd(loadAtOnce(), askedAt);
        usable = usable();
      }
      return usable;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The wait for keys of " + name + " was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void ensureOneMayCome() {
    if (closed) {
      throw new IllegalStateException("The key source of " + name + " is closed");
    }
    if (failure != null) {
      throw new IllegalStateException(
          last == null
              ? "There are no keys of %s yet: loading them failed; see the cause".formatted(name)
              : "The keys of %s are older than their grace of %s, and loading them again failed; see the cause"
                  .formatted(name, times.grace()),
          failure);
    }
  }

  /** The load in course, or one that starts now. After a standstill a planned one may be late. */
  private Load loadAtOnce() {
    return next != null && (next.startedAt != null || next.delay.isZero())
        ? next
        : plan(Duration.ZERO);
  }

  private void awaitEnd(Load load, long askedAt) throws InterruptedException {
    while (load == next) {
      long from = load.startedAt == null ? askedAt : load.startedAt;
      long left = from + times.loadWait().toNanos() - scheduler.nanoTime();
      if (left <= 0) {
        throw new IllegalStateException(
            "There are no keys of %s: loading them takes longer than %s"
                .formatted(name, times.loadWait()));
      }
      loadEnded.awaitNanos(left);
    }
  }

  private Load plan(Duration delay) {
    var planned = new Load(delay);
    next = planned;
    scheduler.schedule(() -> run(planned), delay);
    return planned;
  }

  private void run(Load load) {
    if (!start(load)) {
      return;
    }
    Keyring before = inUse();
    Keyring fresh;
    try {
      Keyring given = loader.call();
      fresh = given == null ? requireNonNull(before) : given;
    } catch (Throwable e) { // an Error too, or no load would follow
      fail(e);
      return;
    }
    boolean again = failures > 0;
    accept(fresh);
    Keyring now = inUse();
    if (now != null && (again || fresh != before)) {
      tell(before, now);
    }
  }

  private void tell(@Nullable Keyring before, Keyring now) {
    try {
      events.loaded(before, now);
    } catch (IllegalStateException e) {
      if (last != null) { // keys that are destroyed meanwhile can't be compared
        throw e;
      }
    }
  }

  private @Nullable Keyring inUse() {
    Loaded now = last;
    return now == null ? null : now.keyring();
  }

  private boolean start(Load load) {
    lock.lock();
    try {
      load.startedAt = scheduler.nanoTime();
      return load == next;
    } finally {
      lock.unlock();
    }
  }

  private void accept(Keyring fresh) {
    lock.lock();
    try {
      if (closed) {
        fresh.destroy();
        return;
      }
      last = new Loaded(takeUp(fresh), scheduler.nanoTime());
      failures = 0;
      failure = null;
      plan(times.nextRefresh(scheduler.spread()));
      loadEnded.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The keyring, or the one in use where that has the same keys. */
  private Keyring takeUp(Keyring fresh) {
    Keyring before = inUse();
    if (before == null || !SameKeys.areIn(before, fresh)) {
      all.add(fresh);
      return fresh;
    }
    if (fresh != before) {
      fresh.destroy();
    }
    return before;
  }

  private void fail(Throwable e) {
    int inARow;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      failures++;
      inARow = failures;
      failure = e;
      plan(times.nextRetry(failures, scheduler.spread()));
      loadEnded.signalAll();
    } finally {
      lock.unlock();
    }
    events.failed(e, inARow, usable());
  }

  /** Empty before the first load has succeeded. */
  @Override
  public Optional<KeyLoadStatus> loadStatus() {
    lock.lock();
    try {
      return Optional.ofNullable(last)
          .map(loaded -> Duration.ofNanos(scheduler.nanoTime() - loaded.at()))
          .map(age -> new KeyLoadStatus(age, failures));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Map<String, Long> history() {
    return events.history();
  }

  /** Destroys all keyrings given out. A load in course is interrupted, and not waited for. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      next = null;
      last = null;
      all.forEach(Keyring::destroy);
      loadEnded.signalAll();
    } finally {
      lock.unlock();
    }
    scheduler.close();
    release.run();
  }
}
