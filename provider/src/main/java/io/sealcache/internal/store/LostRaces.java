package io.sealcache.internal.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.cache.CacheException;

/**
 * The races that one operation loses against other writers of its entry: after each it pauses,
 * longer each time, and some day it gives up, since a store may say for ever that it lost. One
 * thread's.
 */
public final class LostRaces {
  private static final int MAX_PAUSE_SHIFT = 14; // 16 ms

  /** Where an operation is none of an application's. */
  public static final Duration OF_OURS = Duration.ofSeconds(10);

  private final String cacheName;
  private final LongSupplier patience;
  private long firstLost;
  private long deadline;
  private int rounds;

  /**
   * Of one operation.
   *
   * @param limit how long it may try after the first
   */
  public LostRaces(String cacheName, Duration limit) {
    this(cacheName, () -> System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit));
  }

  /**
   * Of one operation, or of one of its entries.
   *
   * @param patience until when it may try if it loses the first now, by {@link System#nanoTime}
   */
  public LostRaces(String cacheName, LongSupplier patience) {
    this.cacheName = cacheName;
    this.patience = patience;
  }

  /**
   * Counts one, and pauses.
   *
   * @throws CacheException if the time is over, or the thread is interrupted, as it then stays
   */
  public void lost() {
    pause();
    requirePatience();
  }

  /** Counts one that seems lost, and pauses: what the entry holds is best looked at afterwards. */
  public void pause() {
    if (rounds++ == 0) {
      firstLost = System.nanoTime();
      deadline = patience.getAsLong();
    }
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(mostNanos(rounds)));
  }

  /** How long a pause may be at most, after so many rounds. */
  static long mostNanos(int rounds) {
    return 1_000L << Math.min(rounds, MAX_PAUSE_SHIFT);
  }

  /**
   * After each one that is lost indeed. The first passes, as an operation's own code may have taken
   * all its time.
   *
   * @throws CacheException as {@link #lost}
   */
  public void requirePatience() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CacheException(
          "Cache '%s': interrupted in an operation that lost %d races for its entry"
              .formatted(cacheName, rounds));
    }
    long now = System.nanoTime();
    if (now - deadline > 0 && rounds > 1) {
      boolean isOurs = cacheName.equals(StoreAdapter.DESCRIPTORS); // where none is set
      throw new CacheException(
          "Cache '%s': another writer changed the entry first in each of %d rounds in %d ms, or the store says so%s"
              .formatted(
                  cacheName,
                  rounds,
                  TimeUnit.NANOSECONDS.toMillis(now - firstLost),
                  isOurs ? "" : "; setting contention-timeout is how long an operation may try"));
    }
  }
}
