package io.sealcache.internal.locks;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * The work of one thread on some entries until it is closed, by that thread, which others may keep
 * from changing them meanwhile. One thread's, except for whose it is.
 */
public class EntryLock implements AutoCloseable {
  enum Doing {
    /** It runs code that decides what becomes of the entries. */
    RUNS,
    /** It tells a synchronous listener, for which another may wait in a call of the store. */
    TELLS,
    /** It calls the store, and all is decided. */
    STORES
  }

  private final Thread thread = Thread.currentThread();
  private final EntryLocks register;
  private final boolean locks; // so that others wait which are to change the entries
  private final List<String> keys = new ArrayList<>(1);
  private Doing doing;

  EntryLock(EntryLocks register, Doing doing, boolean locks) {
    this.register = register;
    this.doing = doing;
    this.locks = locks;
  }

  final boolean locks() {
    return locks;
  }

  final boolean isHere() {
    return thread == Thread.currentThread();
  }

  final boolean isHere(Doing asked) {
    return isHere() && doing == asked;
  }

  final void add(String key) {
    register.begin(key, this);
    keys.add(key);
  }

  /** Is told who is at work on an entry as this begins. */
  void join(List<EntryLock> others, String key) {}

  /** Is told that an entry is changed. */
  void outdate(String key) {}

  /** Whether its loader, on this thread, has not ended. */
  boolean loadsHere() {
    return false;
  }

  /** Waits until this thread may change an entry. */
  final void await(String key, long deadline) throws InterruptedException, TimeoutException {
    while (!mayChange(key)) {
      long left = deadline - System.nanoTime();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      } else if (left <= 0) {
        throw new TimeoutException();
      }
      LockSupport.parkNanos(this, left);
    }
  }

  // One that tells a listener of it waits for nobody: another may wait for this in the store.
  private boolean mayChange(String key) {
    return requireNonNull(register.first(key, EntryLock::locks)).isHere()
        || register.first(key, work -> work.isHere(Doing.TELLS)) != null;
  }

  final void wake() {
    LockSupport.unpark(thread);
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
    keys.forEach(key -> register.end(key, this));
  }
}
