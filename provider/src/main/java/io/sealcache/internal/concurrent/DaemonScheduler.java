package io.sealcache.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One daemon thread, started by the first task. It ends when this is closed. */
public final class DaemonScheduler implements Scheduler {
  private static final String THREAD = "sealcache-keys";

  // Tasks call code that finds its services by it.
  private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, this::thread, new DiscardPolicy());

  private Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, THREAD, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(context);
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
  public void schedule(Runnable task, Duration delay) {
    var unused = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The executor would keep what a task throws to itself. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      Thread current = Thread.currentThread();
      current.getUncaughtExceptionHandler().uncaughtException(current, e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
