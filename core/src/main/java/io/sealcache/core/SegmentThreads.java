package io.sealcache.internal.crypto;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * By whom large values are sealed and opened: the caller, and threads of the JVM's common pool that
 * have nothing else to do. Thread-safe.
 */
public final class SegmentThreads {
  /** The caller alone. */
  static final SegmentThreads OF_CALLER = atMost(1);

  /** 1 MiB: of less, waking another thread saves nothing that was measured. */
  private static final int SEGMENTS_A_THREAD = 16;

  private final int limit;
  private final int segmentsAThread;
  private final ForkJoinPool pool;

  /**
   * @param limit the most threads for one value, the caller's included; at least 1
   * @param segmentsAThread how many there must be for each, the caller included
   */
  SegmentThreads(int limit, int segmentsAThread, ForkJoinPool pool) {
    this.limit = limit;
    this.segmentsAThread = segmentsAThread;
    this.pool = pool;
  }

  /**
   * Threads of the common pool.
   *
   * @param limit the most threads for one value, the caller's included; at least 1
   */
  public static SegmentThreads atMost(int limit) {
    return new SegmentThreads(limit, SEGMENTS_A_THREAD, ForkJoinPool.commonPool());
  }

  ForkJoinPool pool() {
    return pool;
  }

  /** How many others are to be asked for help with so many segments. */
  int othersFor(int segments) {
    int wanted = Math.min(limit, segments / segmentsAThread) - 1;
    return wanted <= 0 ? 0 : Math.min(wanted, idle());
  }

  /** What waits is served first; and a thread of the pool is not to wait for another one of it. */
  private int idle() {
    if (ForkJoinTask.getPool() == pool
        || pool.hasQueuedSubmissions()
        || pool.getQueuedTaskCount() > 0) {
      return 0;
    }
    return Math.max(0, pool.getParallelism() - pool.getActiveThreadCount());
  }
}
