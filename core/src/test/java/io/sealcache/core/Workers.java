package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sees by whom segments are sealed and opened: each waits until so many have come. */
public final class Workers implements Consumer<byte[]> {
  private final Set<Thread> seen = ConcurrentHashMap.newKeySet();
  private final CountDownLatch missing;

  public Workers(int expected) {
    missing = new CountDownLatch(expected);
  }

  @Override
  public void accept(byte[] output) {
    if (seen.add(Thread.currentThread())) {
      missing.countDown();
    }
    await(missing);
  }

  public Set<Thread> seen() {
    return seen;
  }

  /**
   * Occupies threads of the pool until the latch is at zero, and waits until all others are idle: a
   * pool starts or wakes one more that finds nothing to do.
   */
  static void occupy(ForkJoinPool pool, int threads, CountDownLatch until) {
    CountDownLatch occupied = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      pool.execute(
          () -> {
            occupied.countDown();
            await(until);
          });
    }
    await(occupied);
    awaitOthersIdle(pool, threads);
  }

  /** Waits until no more threads of the pool are at work than these, and nothing is queued. */
  static void awaitOthersIdle(ForkJoinPool pool, int threads) {
    long start = System.nanoTime();
    while (pool.getActiveThreadCount() > threads || pool.getQueuedTaskCount() > 0) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(30)) {
        throw new AssertionError("The others are never idle: " + pool);
      }
      LockSupport.parkNanos(100_000);
    }
  }

  /** Waits until the thread waits for others at work with it. */
  static void awaitWaiting(Thread thread) throws InterruptedException {
    while (!isWaitingForOthers(LockSupport.getBlocker(thread))) {
      assertThat(thread.isAlive()).isTrue();
      Thread.sleep(1);
    }
  }

  private static boolean isWaitingForOthers(@Nullable Object blocker) {
    return blocker != null && blocker.getClass().getNestHost() == Phaser.class;
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("Nobody came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
