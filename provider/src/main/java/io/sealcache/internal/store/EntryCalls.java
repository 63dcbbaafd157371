package io.sealcache.internal.store;

import org.jspecify.annotations.Nullable;

/** Makes calls to a store. Thread-safe. */
public interface EntryCalls {
  /**
   * Begins a call; a store in this JVM makes it at once.
   *
   * @return what waits for its answer, to be asked once, by the same thread
   */
  <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call);

  /** Makes a call. */
  default <T extends @Nullable Object> T make(StoreCall<T> call) {
    return begin(call).answer();
  }
}
