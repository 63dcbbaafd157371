package io.sealcache.store;

/**
 * An entry met in an iteration.
 *
 * @param place where it lies, for touching it
 */
public record StoredEntry<K, V>(K key, V value, StoreEntry<V> place) {
  @Override
  public String toString() {
    return "StoredEntry[" + place.key() + "]"; // neither key nor value belongs in a message
  }
}
