package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The entries of a wrapped cache as one operation sees them: those of one tenant, or all where
 * there are none, under one snapshot of the keyring. Thread-safe.
 *
 * <p>Each method throws {@link IllegalStateException} once the store is closed, {@link
 * javax.cache.CacheException} if a key or value can't be encoded, and what the store throws.
 */
public final class StoreView<K, V> {
  private final StoreCalls calls;
  private final EntrySealer sealer;
  private final CacheExpiry expiry;
  private final WriteAttempts attempts;

  StoreView(StoreCalls calls, EntrySealer sealer, CacheExpiry expiry, WriteAttempts attempts) {
    this.calls = calls;
    this.sealer = sealer;
    this.expiry = expiry;
    this.attempts = attempts;
  }

  /** The place of {@code key}, for one operation. */
  public StoreEntry<V> entry(K key) {
    return place(sealer.sealKey(requireNonNull(key)));
  }

  private StoreEntry<V> place(StoredKey key) {
    return new StoreEntry<>(calls, sealer, key, expiry, attempts);
  }

  /**
   * The places of {@code keys}, in the order of their stored keys: all take locks in this order.
   */
  public Map<K, StoreEntry<V>> entries(Set<? extends K> keys) {
    Map<String, K> byText = new TreeMap<>();
    Map<K, StoreEntry<V>> places = new HashMap<>();
    for (K key : keys) {
      StoreEntry<V> place = entry(key);
      byText.put(place.key().text(), key);
      places.put(key, place);
    }
    Map<K, StoreEntry<V>> ordered = new LinkedHashMap<>();
    byText.values().forEach(key -> ordered.put(key, requireNonNull(places.get(key))));
    return ordered;
  }

  /** Reads all in one call, each found entry as an access. */
  public Map<K, Read<V>> readAll(Map<K, StoreEntry<V>> entries) {
    return getAll(entries, expiry.access(entries.size()));
  }

  /** Reads all in one call, silently. */
  public Map<K, Read<V>> peekAll(Map<K, StoreEntry<V>> entries) {
    return getAll(entries, expiry.silent());
  }

  private Map<K, Read<V>> getAll(Map<K, StoreEntry<V>> entries, OperationExpiry asked) {
    Set<String> texts = new HashSet<>();
    entries.values().forEach(place -> texts.add(place.key().text()));
    Map<String, Object> found = calls.getAll(texts, asked);
    Map<K, Read<V>> reads = new LinkedHashMap<>();
    // By our keys, not the store's: it may answer with more than was asked.
    entries.forEach((key, place) -> reads.put(key, place.open(found.get(place.key().text()))));
    return reads;
  }

  /**
   * Writes all in one call.
   *
   * @return how many the expiry policy let expire at their creation
   */
  public int putAll(Map<? extends K, ? extends V> values) {
    Map<String, Object> carriers = new HashMap<>();
    values.forEach(
        (key, value) -> {
          StoreEntry<V> place = entry(key);
          carriers.put(place.key().text(), place.seal(requireNonNull(value)).carrier());
        });
    return putCarriers(carriers);
  }

  /** Seals the value of each entry, to be stored by {@link #putAll(Map, Map)}. */
  public Map<K, Sealed> seal(Map<K, StoreEntry<V>> entries, Map<? extends K, ? extends V> values) {
    Map<K, Sealed> sealed = new HashMap<>();
    entries.forEach((key, place) -> sealed.put(key, place.seal(requireNonNull(values.get(key)))));
    return sealed;
  }

  /**
   * Writes what was sealed for these entries, in one call.
   *
   * @return as above
   */
  public int putAll(Map<K, StoreEntry<V>> entries, Map<K, Sealed> sealed) {
    Map<String, Object> carriers = new HashMap<>();
    entries.forEach(
        (key, place) ->
            carriers.put(place.key().text(), requireNonNull(sealed.get(key)).carrier()));
    return putCarriers(carriers);
  }

  private int putCarriers(Map<String, Object> carriers) {
    OperationExpiry asked = expiry.write(carriers.size());
    calls.putAll(carriers, asked);
    return asked.stillborn();
  }

  /** Removes {@code keys} in one call, whatever is there. */
  public void removeAll(Set<? extends K> keys) {
    Set<String> texts = new HashSet<>();
    keys.forEach(key -> texts.add(sealer.sealKey(requireNonNull(key)).text()));
    calls.removeAll(texts);
  }

  /** Removes all, with events. */
  public void removeAll() {
    if (!sealer.isOfTenant()) {
      calls.removeAll();
    } else {
      calls.removeAll(storedKeys());
    }
  }

  /** Removes all; where they are a tenant's, with events. */
  public void clear() {
    if (!sealer.isOfTenant()) {
      calls.clear();
    } else {
      calls.removeAll(storedKeys()); // the others' entries in a shared cache must stay
    }
  }

  private Set<String> storedKeys() {
    Set<String> texts = new HashSet<>();
    calls
        .iterator()
        .forEachRemaining(
            entry -> {
              if (sealer.openKey(entry.getKey()) instanceof OpenedKey.Ours<Object> ours) {
                texts.add(ours.stored().text());
              }
            });
    return texts;
  }

  /** Whether two values are equal, by {@code equals} or, as arrays are, by what they encode to. */
  public boolean isEqual(V one, V other) {
    return one.equals(other) || sealer.format().isEncodedEqual(one, other);
  }

  /** Those that open, read silently; the others are counted. */
  public Iterator<OpenedEntry<K, V>> iterator() {
    return new OpenedEntries<>(calls.iterator(), sealer, this::place);
  }
}
