package io.sealcache.internal.locks;

/** What a thread holds of keys until it is closed, which it must be by the same thread. */
public interface Held extends AutoCloseable {
  /** Whether patience ran out, or the thread was interrupted, before all was had. */
  default boolean isTimedOut() {
    return false;
  }

  /** Whether this thread holds one of the keys already, and is not in the store. */
  default boolean isOwn() {
    return false;
  }

  /**
   * Says that the store is called from now on, or no longer: a listener that it calls on this
   * thread may change the entry, since nothing that was decided before is still to be done.
   */
  default void inStore(boolean calls) {}

  @Override
  void close();
}
