package io.sealcache.internal.seal;

import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.audit.AuditLog;
import io.sealcache.internal.audit.FlightTrail;
import io.sealcache.internal.concurrent.Throttle;
import io.sealcache.internal.jfr.FlightEvents;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Entries of one cache that did not open for one reason, and who has been told. Thread-safe. */
final class UnreadableCount {
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
  private static final Duration FLIGHT_INTERVAL = Duration.ofSeconds(1);

  private final LongAdder total = new LongAdder();
  private final Throttle logged = new Throttle(LOG_INTERVAL);
  private final UnreadableRecord recorded;
  private final UnreadableRecord audited;

  UnreadableCount(String cacheName, UnreadableReason reason) {
    this.recorded =
        new UnreadableRecord(
            cacheName,
            reason,
            total,
            FLIGHT_INTERVAL,
            System::nanoTime,
            FlightEvents::recordsUnreadable,
            new FlightTrail());
    this.audited =
        new UnreadableRecord(
            cacheName,
            reason,
            total,
            LOG_INTERVAL,
            System::nanoTime,
            AuditLog::isHeardOfUnreadable,
            new AuditLog());
  }

  void add() {
    total.increment();
  }

  /** Tells auditors of what was added. */
  void tell() {
    recorded.note();
    audited.note();
  }

  /** Whether a line about one of them may be logged now. */
  boolean admitsLine() {
    return logged.admits();
  }

  long total() {
    return total.sum();
  }
}
