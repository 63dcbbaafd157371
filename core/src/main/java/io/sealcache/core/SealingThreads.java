package io.sealcache.core;

import java.util.concurrent.Executor;

/**
 * By whom large values are sealed and opened: the caller, and threads of an executor.
 *
 * @param limit the most threads for one value, the caller's included; at least 1
 * @param segmentsAThread how many there must be for each, the caller included
 */
record SealingThreads(Executor executor, int limit, int segmentsAThread) {
  /** 1 MiB: of less, waking another thread saves nothing that was measured. */
  private static final int SEGMENTS_A_THREAD = 16;

  /** The caller alone. */
  static final SealingThreads OF_CALLER = new SealingThreads(Runnable::run, 1);

  SealingThreads(Executor executor, int limit) {
    this(executor, limit, SEGMENTS_A_THREAD);
  }

  /** How many others are to be asked for help with so many segments. */
  int othersFor(int segments) {
    return Math.max(0, Math.min(limit, segments / segmentsAThread) - 1);
  }
}
