package io.sealcache.internal.seal;

import io.sealcache.encryption.UnreadableReason;

/** What became of a stored key that the store handed out unasked. */
sealed interface OpenedKey<K> {

  /** A key of ours, and its stored form. */
  record Ours<K>(K key, StoredKey stored) implements OpenedKey<K> {
    @Override
    public String toString() {
      return "Ours[" + stored + "]"; // a key belongs in no message
    }
  }

  /** A stored key that did not open. */
  record Unreadable<K>(UnreadableReason reason) implements OpenedKey<K> {}
}
