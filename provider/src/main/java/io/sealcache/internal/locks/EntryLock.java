package io.sealcache.internal.locks;

import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.cache.CacheException;

/** The locks of entries that a thread holds until it is closed, by that thread. One thread's. */
public final class EntryLock implements AutoCloseable {
  private final EntryLocks locks;
  private final List<KeyState.Use> uses;

  EntryLock(EntryLocks locks, List<KeyState.Use> uses) {
    this.locks = locks;
    this.uses = uses;
  }

  /**
   * Says that the store is called from now on: a listener that it waits for may change the entries,
   * since nothing that was decided before is still to be done.
   */
  public void inStore() {
    uses.forEach(KeyState.Use::inStore);
  }

  /**
   * Says that what holds entries decides again, once no listener changes them.
   *
   * @throws CacheException as {@link EntryLocks#lock}
   */
  public void inCode() {
    long deadline = locks.deadline();
    try {
      for (KeyState.Use use : uses) {
        use.inCode(deadline);
      }
    } catch (TimeoutException | InterruptedException e) {
      throw locks.notChanging(e);
    }
  }

  @Override
  public void close() {
    uses.forEach(KeyState.Use::end);
  }
}
