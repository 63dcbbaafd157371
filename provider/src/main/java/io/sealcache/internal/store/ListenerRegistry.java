package io.sealcache.internal.store;

/** Where a store's listeners are registered. Thread-safe. */
public interface ListenerRegistry {
  /** Has events reported from now on. */
  void register(StoreListener listener);

  /** Ends the reports. */
  void deregister(StoreListener listener);

  /** Does either; the answer says nothing. */
  default boolean make(StoreCall.Listen call) {
    if (call.begins()) {
      register(call.listener());
    } else {
      deregister(call.listener());
    }
    return true;
  }
}
