package io.sealcache.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One daemon thread, started by the first task. */
public final class DaemonScheduler implements Scheduler {
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, DaemonScheduler::thread);

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "sealcache-keys");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public double spread() {
    return ThreadLocalRandom.current().nextDouble();
  }

  @Override
  // The task reports its failures itself.
  @SuppressWarnings("FutureReturnValueIgnored")
  public void schedule(Runnable task, Duration delay) {
    try {
      executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed in the meantime.
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
