package io.sealcache.core;

import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Those who seal or open one value: the caller, and others of an executor. Each takes a segment
 * after the other until none is left. The caller waits only for those at work on a segment, who
 * wait for nobody; one who comes later finds the crew dismissed, and touches nothing. So it makes
 * no difference whether the executor has a thread, and no deadlock can be.
 */
final class SegmentCrew {
  private final int segments;
  private final AtomicInteger next;
  private final AtomicInteger undone;
  private final Phaser atWork = new Phaser(1); // ends when the caller and the last other leave
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile @Nullable Runnable workOfOthers;

  SegmentCrew(int first, int segments) {
    this.segments = segments;
    this.next = new AtomicInteger(first);
    this.undone = new AtomicInteger(segments - first);
  }

  /** The next segment for a member; -1 if none is left to do. */
  int take() {
    int index = next.getAndIncrement();
    return index < segments ? index : -1;
  }

  void done() {
    undone.getAndDecrement();
  }

  /** Has nobody take another one. */
  void stop() {
    next.set(segments);
  }

  boolean isDone() {
    return undone.get() == 0;
  }

  /**
   * Has the work done, and returns when nobody is at it any more; once.
   *
   * @param own the caller's: takes segments until none is left, as that of each other does
   * @param others how many are asked, who need not come
   * @throws RuntimeException as anybody's work threw it; errors are thrown on too
   */
  void work(Runnable own, Runnable ofOthers, int others, Executor executor) {
    workOfOthers = ofOthers;
    try {
      for (int i = 0; i < others; i++) {
        executor.execute(this::join);
      }
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // An executor without a thread is none that helps: what is left, the caller does.
    }
    attempt(own);
    atWork.awaitAdvance(atWork.arriveAndDeregister());
    workOfOthers = null; // an executor may hold what it was given for long
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw SegmentCrew.<RuntimeException>unchanged(thrown);
    }
  }

  private void join() {
    Runnable work = workOfOthers;
    if (work != null && atWork.register() >= 0) {
      attempt(work);
      atWork.arriveAndDeregister();
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

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchanged(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
