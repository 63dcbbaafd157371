package io.sealcache.internal.locks;

import io.sealcache.core.SealedBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An operation's part in a load of one entry, until it is closed. Thread-safe. */
public final class Load implements AutoCloseable {
  private final Slot slot;
  private final @Nullable Shared shared; // null: it only looks whether the entry is changed
  private final boolean isOurs;
  private volatile int began; // after so many changes

  private Load(Slot slot, @Nullable Shared shared, int began) {
    this.slot = slot;
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

  /** Who loads one entry, and how often it was changed. Thread-safe. */
  static final class Slot {
    private final AtomicInteger ended;
    private final Runnable left;
    private @Nullable Shared shared; // by all who miss the entry; guarded by this, as are the next
    private final List<Shared> running = new ArrayList<>(1);
    private int changes;

    /**
     * @param ended counts the loads that have
     * @param left run when one takes part no more
     */
    Slot(AtomicInteger ended, Runnable left) {
      this.ended = ended;
      this.left = left;
    }

    /**
     * Whether this thread is in a loader that was called for the entry.
     *
     * @param alone and for no other
     */
    synchronized boolean isRunningHere(boolean alone) {
      return running.stream().anyMatch(load -> load.isHere() && (load.alone() || !alone));
    }

    /**
     * Takes part in the load that all share who miss the entry: a new one where none runs. Among
     * others that this thread loads together, it reads one on the way: that is shared with none,
     * and loaded alone.
     */
    synchronized Load begin(boolean alone) {
      Shared known = shared;
      if (known != null && !known.isHere()) {
        return new Load(this, known, changes);
      }
      Shared ours = new Shared(alone || isRunningHere(false));
      running.add(ours);
      shared = known == null ? ours : known;
      return new Load(this, ours, changes);
    }

    /** Looks whether the entry is changed, as who loads it does. */
    synchronized Load watch() {
      return new Load(this, null, changes);
    }

    /** Ends the sharing of a load, and has those that run enter nothing. */
    synchronized void change() {
      shared = null;
      changes++;
    }

    private synchronized boolean isUnchanged(int since) {
      return changes == since;
    }

    private synchronized void unshare(Shared load) {
      shared = load.equals(shared) ? null : shared;
    }

    private synchronized void end(Shared load) {
      ended.incrementAndGet();
      unshare(load);
      running.remove(load);
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
    return slot.isUnchanged(began);
  }

  /**
   * Has other loads enter nothing any more, and later misses load again; if this one is outdated
   * itself, it enters nothing, and they are left.
   */
  public void outdateOthers() {
    synchronized (slot) {
      if (isUpToDate()) {
        slot.change();
        began = slot.changes;
      }
    }
  }

  /** Has later misses load again: what this one gave is of no use to the caller. */
  public void unshare() {
    if (shared != null) {
      slot.unshare(shared);
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
      slot.end(shared);
    }
    slot.left.run();
  }
}
