package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The port to the wrapped cache. Thread-safe. All throw {@link IllegalStateException} once the
 * store is closed, and what the store throws otherwise.
 */
public interface StorePort {
  /** A stored value that the store can't be told to compare with. */
  SealedBytes FOREIGN = SealedBytes.ofStore(new byte[0]);

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

  /** All entries with their values, silently: no entry's expiry changes. */
  default Iterator<ListedEntry> list() {
    return make(new StoreCall.ListEntries(true));
  }

  void close();

  boolean isClosed();
}
