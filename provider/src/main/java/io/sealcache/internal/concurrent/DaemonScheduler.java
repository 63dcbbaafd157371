package io.sealcache.internal.concurrent;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread, started by the first task. It ends when this is closed, or some time after
 * nobody refers to this any more, whose tasks then run no more: what an application leaves open
 * must not keep it from being collected.
 */
public final class DaemonScheduler implements Scheduler {
  private final Tasks tasks = new Tasks();

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
    tasks.add(task, delay);
  }

  @Override
  public void close() {
    tasks.end();
  }

  /** A task, and when it is to run. */
  private record Planned(Runnable task, long at) {
    long nanosLeft() {
      return at - System.nanoTime();
    }
  }

  /** What the thread does, which refers to it weakly. */
  private static final class Tasks implements Supplier<OptionalLong> {
    private static final String THREAD = "sealcache-keys";
    private static final long MOST_IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

    // As a thread inherits it: tasks call code that finds its services by it.
    private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
    // What follows is guarded by this.
    private final PriorityQueue<Planned> planned =
        new PriorityQueue<>((one, other) -> Long.signum(one.at() - other.at()));
    private boolean started;
    private boolean ended;
    private boolean running;
    private @Nullable Thread thread; // once it runs

    synchronized void add(Runnable task, Duration delay) {
      if (ended) {
        return;
      }
      planned.add(new Planned(task, System.nanoTime() + delay.toNanos()));
      if (started) {
        LockSupport.unpark(thread);
      } else {
        started = true;
        ForgettingLoop.start(this);
      }
    }

    synchronized void end() {
      ended = true;
      planned.clear();
      if (running && thread != null) {
        thread.interrupt();
      }
      LockSupport.unpark(thread);
    }

    /** Runs what is due, and says how long the next may take. */
    @Override
    public OptionalLong get() {
      for (Runnable due = due(); due != null; due = due()) {
        run(due);
      }
      return idle();
    }

    private synchronized @Nullable Runnable due() {
      Planned first = planned.peek();
      running = first != null && first.nanosLeft() <= 0;
      if (!running) {
        return null;
      }
      thread = Thread.currentThread();
      planned.remove();
      return first.task();
    }

    private void run(Runnable due) {
      Thread current = Thread.currentThread();
      ClassLoader own = current.getContextClassLoader();
      current.setName(THREAD);
      current.setContextClassLoader(context);
      try {
        due.run();
      } catch (Throwable e) {
        current.getUncaughtExceptionHandler().uncaughtException(current, e);
      } finally {
        current.setContextClassLoader(own);
        Thread.interrupted(); // was about this task
      }
    }

    private synchronized OptionalLong idle() {
      thread = Thread.currentThread();
      if (ended) {
        return OptionalLong.empty();
      }
      Planned first = planned.peek();
      long left = first == null ? MOST_IDLE_NANOS : first.nanosLeft();
      return OptionalLong.of(Math.max(0, Math.min(left, MOST_IDLE_NANOS)));
    }
  }
}
