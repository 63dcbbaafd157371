package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import java.util.Iterator;

/**
 * The port to the wrapped cache. Thread-safe. All throw {@link IllegalStateException} once the
 * store is closed, and what the store throws otherwise.
 */
public interface StorePort extends EntryCalls {
  /** A stored value that the store can't be told to compare with. */
  SealedBytes FOREIGN = SealedBytes.ofStore(new byte[0]);

  /** Whether it is. */
  static boolean isForeign(SealedBytes value) {
    return value.equals(FOREIGN);
  }

  /** The entries, silently: no entry's expiry changes. */
  default Iterator<ListedEntry> iterator() {
    return make(new StoreCall.ListEntries());
  }

  void close();

  boolean isClosed();

  /** Names the store in an error: its provider's class, and as what it holds values. */
  String describe();
}
