package io.sealcache.internal.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * Threads of the JVM's common pool that have nothing else to do; refuses a task where there are
 * none. Thread-safe.
 */
public final class IdleThreads implements Executor {
  private final ForkJoinPool pool;

  public IdleThreads() {
    this(ForkJoinPool.commonPool());
  }

  IdleThreads(ForkJoinPool pool) {
    this.pool = pool;
  }

  @Override
  public void execute(Runnable task) {
    // A thread of the pool is not to wait for another one of it.
    if (ForkJoinTask.getPool() == pool
        || pool.getQueuedTaskCount() > 0
        || pool.getActiveThreadCount() + pool.getQueuedSubmissionCount() >= pool.getParallelism()) {
      throw new RejectedExecutionException("All threads have work");
    }
    pool.execute(task);
  }
}
