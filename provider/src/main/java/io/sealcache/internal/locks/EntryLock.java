package io.sealcache.internal.locks;

import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.cache.CacheException;

/** The locks of entries that a thread holds until it is closed, by that thread. One thread's. */
public final class EntryLock implements AutoCloseable {
  private final List<KeyState.Use> uses;
  private final LongSupplier deadline;
  private final Function<Exception, CacheException> failure;

  /**
   * @param deadline of a wait that begins now
   * @param failure what a wait that failed becomes
   */
  EntryLock(
      List<KeyState.Use> uses, LongSupplier deadline, Function<Exception, CacheException> failure) {
    this.uses = uses;
    this.deadline = deadline;
    this.failure = failure;
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
   * @throws CacheException if that takes too long, or the thread was interrupted
   */
  public void inCode() {
    long end = deadline.getAsLong();
    try {
      for (KeyState.Use use : uses) {
        use.inCode(end);
      }
    } catch (TimeoutException | InterruptedException e) {
      throw failure.apply(e);
    }
  }

  @Override
  public void close() {
    uses.forEach(KeyState.Use::end);
  }
}
