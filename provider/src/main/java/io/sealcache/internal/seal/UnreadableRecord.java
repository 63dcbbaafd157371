package io.sealcache.internal.seal;

import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.audit.EntryTrail;
import io.sealcache.internal.concurrent.Throttle;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Tells of entries of one cache that don't open for one reason: of the first, and then of those of
 * an interval together, so that who may write rubbish can't fill a log or recording. Thread-safe.
 */
final class UnreadableRecord {
  private final String cacheName;
  private final String reason;
  private final LongAdder counted;
  private final Throttle throttle;
  private final LongSupplier nanoTime;
  private final BooleanSupplier isHeard;
  private final EntryTrail trail;
  private final AtomicLong told = new AtomicLong();
  private volatile long toldAt;

  /**
   * @param counted how many there are
   * @param isHeard whether anybody wants to know
   */
  UnreadableRecord(
      String cacheName,
      UnreadableReason reason,
      LongAdder counted,
      Duration interval,
      LongSupplier nanoTime,
      BooleanSupplier isHeard,
      EntryTrail trail) {
    this.cacheName = cacheName;
    this.reason = reason.name();
    this.counted = counted;
    this.throttle = new Throttle(interval, nanoTime);
    this.nanoTime = nanoTime;
    this.isHeard = isHeard;
    this.trail = trail;
  }

  /** To be called when one was counted. */
  void note() {
    if (isHeard.getAsBoolean() && throttle.admits()) {
      long total = counted.sum();
      long before = told.getAndAccumulate(total, Math::max);
      if (total > before) {
        long now = nanoTime.getAsLong();
        long seconds = before == 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(now - toldAt);
        toldAt = now;
        trail.unreadable(cacheName, reason, total - before, total, seconds);
      }
    }
  }
}
