package io.sealcache.internal.locks;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The work of one thread on some entries, until that thread closes it. It may keep others from
 * changing them. One thread's, except for whose it is.
 */
public class EntryLock implements AutoCloseable {
  /** The work of a thread. */
  public enum Doing {
    /** It runs code that decides what becomes of the entries. */
    RUNS,
    /** It tells a synchronous listener, for which another may wait in a call of the store. */
    TELLS,
    /** It calls the store, and all is decided. */
    STORES
  }

  /** The threads that are at work on each entry. */
  abstract static class Register {
    final AtomicInteger ended = new AtomicInteger(); // loads

    abstract String cacheName();

    abstract void add(String key, EntryLock work);

    abstract void remove(String key, EntryLock work);

    /** The one that may change an entry, and keeps others from it. */
    abstract @Nullable EntryLock holder(String key);

    /** Whether this thread does that about an entry. */
    abstract boolean isHere(String key, Doing doing);

    /** Says that a wait has failed. */
    abstract String describe(Exception waiting, String others);
  }

  /**
   * How long one operation waits for other threads, and tries against other writers, all its waits
   * together. One thread's.
   */
  public static final class WaitBudget {
    private long left; // in nanoseconds

    WaitBudget(Duration timeout) {
      this.left = NANOSECONDS.convert(timeout);
    }

    /** Until when a wait that begins now may last. */
    public long deadline() {
      return System.nanoTime() + left;
    }

    /** Takes a wait that has ended from what is left. */
    public void waited(long deadline) {
      left = Math.max(0, deadline - System.nanoTime());
    }
  }

  /** After which a listener looks whether the one that holds the entry is in the store by now. */
  static final long LOOK_NANOS = MILLISECONDS.toNanos(1);

  final Thread thread = Thread.currentThread();
  final Register locks;
  final boolean isExclusive; // others wait for it that are to change the entries
  private final List<String> keys = new ArrayList<>(1);
  private volatile Doing doing;

  EntryLock(Register locks, Doing doing, boolean isExclusive) {
    this.locks = locks;
    this.doing = doing;
    this.isExclusive = isExclusive;
  }

  final boolean isOfAnother() {
    return thread != Thread.currentThread();
  }

  final boolean isHere(Doing asked) {
    return !isOfAnother() && doing == asked;
  }

  final void add(String key) {
    keys.add(key); // first, or what fails on the way would stay for ever
    locks.add(key, this);
  }

  /** Has come to an entry, at which there are others. */
  void joined(String key, List<EntryLock> others) {}

  /** Hears that an entry is changed next. */
  void outdate(String key) {}

  /** Whether it has heard of no such change of an entry. */
  boolean isUpToDate(String key) {
    return true;
  }

  /** Adds an entry, and waits until this thread may change it. */
  final void lock(String key, long deadline) throws InterruptedException, TimeoutException {
    add(key);
    while (!mayChange(key)) {
      long left = deadline - System.nanoTime();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      } else if (left <= 0) {
        throw new TimeoutException();
      }
      LockSupport.parkNanos(
          this, locks.isHere(key, Doing.TELLS) ? Math.min(left, LOOK_NANOS) : left);
    }
  }

  // One that tells a listener waits for nobody in the store, who may wait there for the listener.
  private boolean mayChange(String key) {
    EntryLock holder = requireNonNull(locks.holder(key));
    return holder.thread == thread
        || (holder.doing == Doing.STORES && locks.isHere(key, Doing.TELLS));
  }

  /**
   * Says that the store is called from now on: a listener that it waits for may change the entries,
   * since nothing that was decided before is still to be done.
   */
  public final void inStore() {
    if (doing != Doing.STORES) { // one that is of no entries is shared by all threads
      doing = Doing.STORES;
    }
  }

  /** Says that what holds the entries decides again. */
  public final void inCode() {
    doing = Doing.RUNS;
  }

  @Override
  public void close() {
    keys.forEach(key -> locks.remove(key, this));
  }
}
