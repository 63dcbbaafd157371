package io.sealcache.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets something be said, and then nothing for a while. Thread-safe. */
public final class Throttle {
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private final AtomicLong due;

  public Throttle(Duration interval) {
    this(interval, System::nanoTime);
  }

  public Throttle(Duration interval, LongSupplier nanoTime) {
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
    this.due = new AtomicLong(nanoTime.getAsLong());
  }

  /** Whether it may be said now, by the caller; true once an interval. */
  public boolean admits() {
    long from = due.get();
    long now = nanoTime.getAsLong();
    return now - from >= 0 && due.compareAndSet(from, now + intervalNanos);
  }
}
