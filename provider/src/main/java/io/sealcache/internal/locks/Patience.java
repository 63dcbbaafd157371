package io.sealcache.internal.locks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long one operation waits for other threads, in however many waits. One thread's. */
public final class Patience {
  private final Duration limit;
  private long leftNanos;

  public Patience(Duration limit) {
    this.limit = limit;
    this.leftNanos = TimeUnit.NANOSECONDS.convert(limit);
  }

  /** Of all waits together. */
  Duration limit() {
    return limit;
  }

  Duration left() {
    return Duration.ofNanos(leftNanos);
  }

  /** Begins a wait, which ends when the result is closed. */
  Wait begin() {
    return new Wait();
  }

  /** What it takes is no longer left. */
  final class Wait implements AutoCloseable {
    private final long began = System.nanoTime();

    @Override
    public void close() {
      leftNanos = Math.max(0, leftNanos - (System.nanoTime() - began));
    }
  }
}
