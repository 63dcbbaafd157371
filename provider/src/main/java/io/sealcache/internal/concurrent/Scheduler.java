package io.sealcache.internal.concurrent;

import java.time.Duration;

/** Time, and a thread that does something later. Thread-safe. */
public interface Scheduler extends AutoCloseable {
  /** As {@link System#nanoTime} gives it. */
  long nanoTime();

  /** Between 0 and 1: what spreads the loads of many JVMs. */
  double spread();

  /** Runs the task after the delay, never two at once; not at all once this is closed. */
  void schedule(Runnable task, Duration delay);

  /** Interrupts a task that runs, and doesn't wait for it; further calls have no effect. */
  @Override
  void close();
}
