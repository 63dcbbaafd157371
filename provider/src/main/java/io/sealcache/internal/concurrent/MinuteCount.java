package io.sealcache.internal.concurrent;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** How often something happened in the minute before this one. Thread-safe. */
public final class MinuteCount {
  private final LongSupplier nanoTime;
  private final long begin;
  private final AtomicReference<Minutes> minutes = new AtomicReference<>(new Minutes(0, 0, 0));

  /**
   * @param number of this minute, since the begin
   * @param before how often in the minute before it
   */
  private record Minutes(long number, long times, long before) {
    Minutes at(long now) {
      if (now == number) {
        return this;
      }
      return new Minutes(now, 0, now == number + 1 ? times : 0);
    }

    Minutes plusOne() {
      return new Minutes(number, times + 1, before);
    }
  }

  public MinuteCount(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
  }

  public void add() {
    long now = now();
    minutes.updateAndGet(last -> last.at(now).plusOne());
  }

  public long ofLastMinute() {
    return minutes.get().at(now()).before();
  }

  private long now() {
    return TimeUnit.NANOSECONDS.toMinutes(nanoTime.getAsLong() - begin);
  }
}
