package io.sealcache.internal.store;

import io.sealcache.core.StoredKey;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A wrapped cache as a whole. Thread-safe. */
public interface StoreCache {
  void removeAll();

  void clear();

  /** The entries, silently: no entry's expiry changes. */
  Iterator<ListedEntry> iterator();

  /**
   * The keys of the entries, silently; null for what is in the form of no stored key. The values
   * need not be looked at.
   */
  default Iterator<@Nullable StoredKey> keys() {
    return new FormedIterator<>(iterator(), ListedEntry::key);
  }

  /** Answers a call, once it is made. */
  default Object answer(StoreCall.OfCache<?> call) {
    if (call instanceof StoreCall.ListEntries) {
      return iterator();
    } else if (call instanceof StoreCall.ListKeys) {
      return keys();
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
