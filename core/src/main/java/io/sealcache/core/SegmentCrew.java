package io.sealcache.internal.crypto;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Those who seal or open one value: the caller, and others of a pool. Each takes a segment after
 * the other until none is left. The caller waits only for who is at work on a segment, and that one
 * waits for nobody; who comes later finds the crew dismissed, and touches nothing. So it makes no
 * difference whether the pool has a thread, and no deadlock can be.
 *
 * <p>Nothing is allocated while the caller waits: whatever fails, nobody is at work any more once
 * the caller goes on.
 */
final class SegmentCrew {
  /** Added to the number of others at work once the crew is dismissed. */
  private static final int DISMISSED = Integer.MIN_VALUE;

  /** Who is at work has one segment left at most: some 10 microseconds. */
  private static final int SPINS = 1 << 10;

  private final int segments;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger othersAtWork = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;
  private volatile @Nullable Thread caller;
  private volatile @Nullable Runnable workOfOthers;

  SegmentCrew(int segments) {
    this.segments = segments;
  }

  /** The next segment for who asks; -1 if none is left to do. */
  int take() {
    int index = stopped ? segments : next.getAndIncrement();
    return index < segments ? index : -1;
  }

  /** One more that was taken is done. */
  void done() {
    done.getAndIncrement();
  }

  /** Whether all are done. */
  boolean isDone() {
    return done.get() == segments;
  }

  /** No more segments are needed. */
  void stop() {
    stopped = true;
  }

  /**
   * Has the work done, and returns when nobody is at it any more; once.
   *
   * @param own the caller's: takes segments until none is left
   * @param ofOthers that of each other
   * @param others how many are asked, who need not come
   * @throws RuntimeException what was thrown by anybody's work, and so are errors
   */
  void work(Runnable own, Runnable ofOthers, int others, ForkJoinPool pool) {
    ForkJoinTask<?>[] asked = new ForkJoinTask<?>[others];
    caller = Thread.currentThread();
    workOfOthers = ofOthers;
    try {
      ask(asked, pool);
      attempt(own);
    } finally {
      dismiss(asked);
    }
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw SegmentCrew.<RuntimeException>unchanged(thrown);
    }
  }

  private void ask(@Nullable ForkJoinTask<?>[] asked, ForkJoinPool pool) {
    try {
      for (int i = 0; i < asked.length; i++) {
        ForkJoinTask<?> task = ForkJoinTask.adapt(this::join);
        asked[i] = task;
        pool.execute(task);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      // A pool that can't start a thread is none that helps: what is left, the caller does.
    }
  }

  private void join() {
    try {
      Runnable work = workOfOthers;
      if (othersAtWork.incrementAndGet() > 0 && work != null) {
        attempt(work);
      }
    } finally {
      if (othersAtWork.decrementAndGet() == DISMISSED) {
        LockSupport.unpark(caller);
      }
    }
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) { // for the caller, whatever it is
      failure.compareAndSet(null, e);
      stop();
    }
  }

  private void dismiss(@Nullable ForkJoinTask<?>[] asked) {
    othersAtWork.addAndGet(DISMISSED);
    boolean interrupted = false;
    for (int spins = 0; othersAtWork.get() != DISMISSED; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    // Who comes later has no use for the value, and the pool none for who comes later.
    workOfOthers = null;
    for (int i = asked.length - 1; i >= 0; i--) {
      ForkJoinTask<?> task = asked[i];
      if (task != null) {
        task.tryUnfork();
      }
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchanged(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
