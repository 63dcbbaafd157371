package io.sealcache.internal.locks;

import io.sealcache.core.SealedBytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A load of one entry, until it is closed by the thread that began it. Thread-safe. */
public final class Load implements AutoCloseable {
  private final EntryLocks locks;
  private final KeyState state;
  private final Thread thread = Thread.currentThread();
  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private final boolean alone;
  private volatile int began;

  /**
   * @param alone whether its loader is called for this entry and no other, so that it may not ask
   *     for it
   */
  Load(EntryLocks locks, KeyState state, int began, boolean alone) {
    this.locks = locks;
    this.state = state;
    this.began = began;
    this.alone = alone;
  }

  /** What became of a load. */
  public sealed interface Result {
    /** A value, of which each caller opens one of its own. */
    record Loaded(SealedBytes value) implements Result {}

    record Nothing() implements Result {}

    record Failed(Throwable failure) implements Result {}

    /** Nothing is known: it ended for a reason of its own thread's. */
    record Abandoned() implements Result {}
  }

  /** Whether this thread is to load, or does; else it takes what {@link EntryLocks#await} gives. */
  public boolean isRunningHere() {
    return thread == Thread.currentThread() && !result.isDone();
  }

  boolean isAlone() {
    return alone;
  }

  KeyState state() {
    return state;
  }

  /** Whether no operation of this JVM that changes the entry came since it began. */
  public boolean isUpToDate() {
    return state.isUnchangedSince(began);
  }

  /** Whether what was loaded may be entered: it is up to date, and nobody changes the entry. */
  public boolean mayEnter() {
    return isUpToDate() && !state.isLocked();
  }

  /** Has other loads enter nothing any more, and later misses load again. */
  public void outdateOthers() {
    began = state.outdateOthers(began);
  }

  /** Tells all who wait; those that miss the entry until it is closed get it too. */
  public void end(Result loaded) {
    locks.unmark(this);
    result.complete(loaded);
  }

  Result await(long nanos) throws InterruptedException, TimeoutException {
    try {
      return result.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // no load ends in one
    }
  }

  /** Lets the next who misses the entry load again. */
  @Override
  public void close() {
    end(new Result.Abandoned());
    locks.ended(this);
  }
}
