package io.sealcache.keys;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.Keyring;
import io.sealcache.internal.concurrent.DaemonScheduler;
import io.sealcache.internal.concurrent.Scheduler;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.PrintableUri;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Optional;
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
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final String name;
  private final KeyringLoader loader;
  private final RefreshTimes times;
  private final Scheduler scheduler;
  private final long graceNanos;
  private final OutageLog outage; // of the thread that loads
  private final LoadEvents events;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition loadEnded = lock.newCondition();
  private final LoadedKeys loaded = new LoadedKeys(); // changed under lock
  private @Nullable Load next; // guarded by lock: in course, or the only one that will start
  private int failures; // guarded by lock: since the last load that succeeded
  private @Nullable Throwable failure; // guarded by lock: the last of these
  private boolean closed; // guarded by lock

  RefreshingKeySource(String name, KeyringLoader loader, RefreshTimes times, Scheduler scheduler) {
    this.name = PrintableUri.of(name);
    this.loader = loader;
    this.times = times;
    this.scheduler = scheduler;
    this.graceNanos = times.grace().toNanos();
    this.outage = new OutageLog(LOGGER, this.name, times.grace());
    this.events = new LoadEvents(this.name);
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
    LoadedKeys.Loaded last = loaded.last();
    return last != null && scheduler.nanoTime() - last.at() < graceNanos ? last.keyring() : null;
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
          loaded.last() == null
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
    LoadedKeys.Loaded before = loaded.last();
    try {
      accept(requireNonNull(loader.load(), "The loader gave null; it must give a keyring"));
    } catch (Throwable e) { // an Error too, or no load would follow
      fail(e);
      return;
    }
    LoadedKeys.Loaded now = loaded.last();
    if (now != null) {
      outage.loaded(now.keyring());
      events.loaded(before == null ? null : before.keyring(), now.keyring());
      LoadedKeys.logChange(LOGGER, name, before, now.keyring());
    }
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
      loaded.add(fresh, scheduler.nanoTime());
      failures = 0;
      failure = null;
      plan(times.nextRefresh(scheduler.spread()));
      loadEnded.signalAll();
    } finally {
      lock.unlock();
    }
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
    Keyring usable = usable();
    outage.failed(e, usable);
    events.failed(e, inARow, usable);
  }

  /** Empty before the first load has succeeded. */
  @Override
  public Optional<KeyLoadStatus> loadStatus() {
    lock.lock();
    try {
      return Optional.ofNullable(loaded.last())
          .map(last -> Duration.ofNanos(scheduler.nanoTime() - last.at()))
          .map(age -> new KeyLoadStatus(age, failures));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public KeyHistory history() {
    return events.history();
  }

  /** Destroys all keyrings given out. A load in course is interrupted, and not waited for. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      next = null;
      loaded.destroy();
      loadEnded.signalAll();
    } finally {
      lock.unlock();
    }
    scheduler.close();
  }
}
