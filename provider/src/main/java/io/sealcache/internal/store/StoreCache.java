package io.sealcache.internal.store;

import java.util.Iterator;

/** A wrapped cache as a whole. Thread-safe. */
public interface StoreCache {
  void removeAll();

  void clear();

  /**
   * The entries, silently: no entry's expiry changes.
   *
   * @param valued whether the values are wanted too
   */
  Iterator<ListedEntry> iterator(boolean valued);

  /** Answers a call, once it is made. */
  default Object answer(StoreCall.OfCache<?> call) {
    if (call instanceof StoreCall.ListEntries listing) {
      return iterator(listing.valued());
    } else if (call instanceof StoreCall.Clear) {
      clear();
    } else {
      removeAll();
    }
    return true;
  }

  void close();

  boolean isClosed();

  /** Names the store in an error: its provider's class, and as what it holds values. */
  String describe();
}
