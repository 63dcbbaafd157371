package io.sealcache.internal.store;

/** Where a store's listeners are registered. Thread-safe. */
public interface ListenerRegistry {
  /** Has events reported from now on. */
  void register(StoreListener listener);

  /** Ends the reports. */
  void deregister(StoreListener listener);
}
