package io.sealcache.internal.seal;

/**
 * An entry met in an iteration.
 *
 * @param place where it lies, for touching it
 */
public record OpenedEntry<K, V>(K key, V value, EntryAccess<V> place) {
  @Override
  public String toString() {
    return "OpenedEntry[" + place.key() + "]"; // neither key nor value belongs in a message
  }
}
