package io.sealcache.internal.seal;

import io.sealcache.encryption.UnreadableReason;
import io.sealcache.internal.jfr.FlightEvents;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tells Flight Recorder of entries of one cache that don't open for one reason: of the first, and
 * then of those of a second together, so that who may write rubbish can't fill the recording.
 * Thread-safe.
 */
final class UnreadableRecord {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final String cacheName;
  private final String reason;
  private final LongAdder counted;
  private final Throttle throttle;
  private final AtomicLong told = new AtomicLong();

  /**
   * @param counted how many there are
   */
  UnreadableRecord(String cacheName, UnreadableReason reason, LongAdder counted) {
    this(cacheName, reason, counted, new Throttle(INTERVAL));
  }

  UnreadableRecord(
      String cacheName, UnreadableReason reason, LongAdder counted, Throttle throttle) {
    this.cacheName = cacheName;
    this.reason = reason.name();
    this.counted = counted;
    this.throttle = throttle;
  }

  /** To be called when one was counted. */
  void note() {
    if (FlightEvents.recordsUnreadable() && throttle.admits()) {
      long total = counted.sum();
      long before = told.getAndAccumulate(total, Math::max);
      if (total > before) {
        FlightEvents.unreadable(cacheName, reason, total - before, total);
      }
    }
  }
}
