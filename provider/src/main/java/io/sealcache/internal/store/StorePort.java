package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;

/**
 * The port to the wrapped cache. Thread-safe. All throw {@link IllegalStateException} once the
 * store is closed, and what the store throws otherwise.
 */
public interface StorePort extends EntryCalls, StoreCache {
  /** What the store holds, where that is nothing that it can be told to compare with. */
  SealedBytes FOREIGN = SealedBytes.ofStore(new byte[0]);

  /** Whether it is. */
  static boolean isForeign(SealedBytes value) {
    return value.equals(FOREIGN);
  }

  /** Whether the store has calls under way together: else nothing is gained by many at once. */
  default boolean makesTogether() {
    return false;
  }

  void registerListener(StoreListener listener);

  void deregisterListener(StoreListener listener);
}
