package io.sealcache.internal.locks;

import io.sealcache.core.SealedBytes;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An operation's part in a load of one entry, until it is closed. Thread-safe. */
public final class Load implements AutoCloseable {
  private final KeyState state;
  private final @Nullable Shared shared; // null: it only looks whether the entry is changed
  private final boolean isOurs;
  private volatile int began; // after so many changes

  Load(KeyState state, @Nullable Shared shared, int began) {
    this.state = state;
    this.shared = shared;
    this.isOurs = shared != null && shared.isHere();
    this.began = began;
  }

  /**
   * The outcome of a load that didn't fail.
   *
   * @param isKnown false: it ended for a reason of its own thread's
   * @param value null: there is none; each caller opens one of its own
   */
  public record Result(boolean isKnown, @Nullable SealedBytes value) {}

  /**
   * A load, for all that take part in it.
   *
   * @param thread which loads
   * @param alone whether its loader is called for this entry and no other
   */
  record Shared(Thread thread, boolean alone, CompletableFuture<Result> result) {
    Shared(boolean alone) {
      this(Thread.currentThread(), alone, new CompletableFuture<>());
    }

    boolean isHere() {
      return thread == Thread.currentThread() && !result.isDone();
    }
  }

  /** Whether this operation loads; else it takes what {@code EntryLocks.await} gives. */
  public boolean isOurs() {
    return isOurs;
  }

  CompletableFuture<Result> result() {
    return shared == null ? new CompletableFuture<>() : shared.result();
  }

  /** Whether no operation of this JVM that changes the entry came since it began. */
  public boolean isUpToDate() {
    return state.isUnchanged(began);
  }

  /** Has other loads enter nothing any more, and later misses load again. */
  public void outdateOthers() {
    synchronized (state) {
      state.change();
      began++;
    }
  }

  /** Has later misses load again: what this one gave is of no use to the caller. */
  public void unshare() {
    if (shared != null) {
      state.unshare(shared);
    }
  }

  /** Tells all who wait; those that miss the entry until it is closed get it too. */
  public void end(@Nullable SealedBytes value) {
    result().complete(new Result(true, value));
  }

  /** As {@link #end}, where the loader failed: all who wait throw the same. */
  public void fail(Throwable failure) {
    result().completeExceptionally(failure);
  }

  /** Lets the next who misses the entry load again, if this operation has. */
  @Override
  public void close() {
    if (isOurs && shared != null) {
      shared.result().complete(new Result(false, null));
      state.end(shared);
    }
    state.leave();
  }
}
