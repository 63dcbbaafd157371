package io.sealcache.internal.concurrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Time that passes as a test wants. A task that is due runs on the test's thread: at once, or when
 * the test says so.
 */
public final class ManualScheduler implements Scheduler {
  private final List<Task> tasks = new ArrayList<>();
  private final BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
  private final double spread;
  private boolean holding;
  private Duration late = Duration.ZERO;
  private boolean closed;

  /** Starts where the time wraps. */
  private long time = Long.MAX_VALUE - 10;

  public ManualScheduler(double spread) {
    this.spread = spread;
  }

  private record Task(Runnable work, long due) {}

  @Override
  public long nanoTime() {
    return time;
  }

  @Override
  public double spread() {
    return spread;
  }

  @Override
  public void schedule(Runnable task, Duration delay) {
    if (closed) {
      return;
    }
    if (delay.isZero() && holding) {
      held.add(task);
      standStill(late);
    } else if (delay.isZero()) {
      task.run();
    } else {
      tasks.add(new Task(task, time + delay.toNanos()));
    }
  }

  /**
   * From now on what shall run at once is held back, as by a thread that is late.
   *
   * @param lateness passes when it should have begun
   */
  public void hold(Duration lateness) {
    holding = true;
    late = lateness;
  }

  /** Runs what is held back; waits for it if there is nothing yet. */
  public void runHeld() throws InterruptedException {
    held.take().run();
  }

  public int heldBack() {
    return held.size();
  }

  public boolean isClosed() {
    return closed;
  }

  /** Lets time pass, with all that is due on the way. */
  public void pass(Duration duration) {
    long end = time + duration.toNanos();
    for (Optional<Task> task = dueUntil(end); task.isPresent(); task = dueUntil(end)) {
      tasks.remove(task.get());
      time = Math.max(task.get().due() - end, time - end) + end;
      task.get().work().run();
    }
    time = end;
  }

  /** Lets time pass as for a process that stands still: what is due on the way remains. */
  public void standStill(Duration duration) {
    time += duration.toNanos();
  }

  private Optional<Task> dueUntil(long end) {
    return tasks.stream()
        .filter(task -> task.due() - end <= 0)
        .min(Comparator.comparingLong(task -> task.due() - end));
  }

  @Override
  public void close() {
    closed = true;
    tasks.clear();
  }
}
