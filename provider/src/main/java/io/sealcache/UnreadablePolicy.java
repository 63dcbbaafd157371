package io.sealcache;

import io.sealcache.encryption.OnUnreadable;
import io.sealcache.internal.seal.Read;
import org.jspecify.annotations.Nullable;

/** How an operation that needs a value treats an entry that can't be opened. Immutable. */
record UnreadablePolicy(String cacheName, OnUnreadable onUnreadable) {

  /**
   * The value that was read; null where there is none.
   *
   * @throws UnreadableEntryException if the entry can't be opened and the cache fails on that
   */
  <V> @Nullable V value(Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      return present.value();
    }
    if (read instanceof Read.Unreadable<V> unreadable && onUnreadable == OnUnreadable.FAIL) {
      throw new UnreadableEntryException(cacheName, unreadable.reason(), unreadable.explanation());
    }
    return null;
  }
}
