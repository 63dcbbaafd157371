package io.sealcache.internal.locks;

import io.sealcache.core.SealedBytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** A load of one entry, until it is closed by the thread that began it. Thread-safe. */
public final class Load implements AutoCloseable {
  private final Slot slot;
  private final Thread thread = Thread.currentThread();
  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private final Runnable loaded;
  private final Runnable closed;
  private volatile int began;

  private Load(Slot slot, int began, Runnable loaded, Runnable closed) {
    this.slot = slot;
    this.began = began;
    this.loaded = loaded;
    this.closed = closed;
  }

  /** What became of a load that didn't fail. */
  public sealed interface Result {
    /** A value, of which each caller opens one of its own. */
    record Loaded(SealedBytes value) implements Result {}

    record Nothing() implements Result {}

    /** Nothing is known: it ended for a reason of its own thread's. */
    record Abandoned() implements Result {}
  }

  /** The load of one entry that threads share, and how often the entry was changed. Thread-safe. */
  static final class Slot {
    private @Nullable Load shared; // guarded by this
    private int changes; // guarded by this

    /**
     * The load that all share who miss the entry: a new one where none runs. Among others that this
     * thread loads together, it reads one on the way: that is shared with none.
     *
     * @param loaded runs when its loader has returned, and again when it is closed
     * @param closed runs when it is closed, before another can begin
     */
    synchronized Load begin(Runnable loaded, Runnable closed) {
      Load known = shared;
      if (known != null && !known.isRunningHere()) {
        return known;
      }
      Load ours = new Load(this, changes, loaded, closed);
      if (known == null) {
        shared = ours;
      }
      return ours;
    }

    /** A load that nobody shares. */
    synchronized Load watch(Runnable closed) {
      return new Load(this, changes, () -> {}, closed);
    }

    synchronized boolean areRunningHere() {
      return shared != null && shared.isRunningHere();
    }

    synchronized void outdate() {
      changes++;
      shared = null;
    }

    private synchronized boolean isUnchangedSince(int earlier) {
      return changes == earlier;
    }

    private synchronized boolean outdateBut(Load load) {
      boolean upToDate = changes == load.began;
      if (upToDate) {
        outdate();
        load.began = changes;
      }
      return upToDate;
    }

    private synchronized void end(Load load) {
      if (shared == load) {
        shared = null;
      }
    }
  }

  /** Whether this thread is to load, or does; else it takes what {@code EntryLocks.await} gives. */
  public boolean isRunningHere() {
    return thread == Thread.currentThread() && !result.isDone();
  }

  /** Whether no operation of this JVM that changes the entry came since it began. */
  public boolean isUpToDate() {
    return slot.isUnchangedSince(began);
  }

  /**
   * Has other loads enter nothing any more, and later misses load again.
   *
   * @return false, and nothing is done, if this one is outdated itself
   */
  public boolean outdateOthers() {
    return slot.outdateBut(this);
  }

  /** Has later misses load again: what this one gave is of no use to the caller. */
  public void unshare() {
    slot.end(this);
  }

  /** Tells all who wait; those that miss the entry until it is closed get it too. */
  public void end(Result of) {
    loaded.run();
    result.complete(of);
  }

  /** As {@link #end}, where the loader failed: all who wait throw the same. */
  public void fail(Throwable failure) {
    loaded.run();
    result.completeExceptionally(failure);
  }

  Result await(long nanos) throws InterruptedException, TimeoutException {
    try {
      return result.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new CacheLoaderException(
              "The load of this entry failed in another thread", e.getCause());
    }
  }

  /** Lets the next who misses the entry load again. */
  @Override
  public void close() {
    end(new Result.Abandoned());
    closed.run();
    slot.end(this);
  }
}
