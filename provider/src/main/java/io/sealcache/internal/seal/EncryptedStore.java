package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import io.sealcache.internal.store.ValueCarrier;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The wrapped cache as the rest of the product sees it: objects on this side, ciphertext on the
 * other. Nothing else touches the wrapped cache. The tenant, null where there is none, is the first
 * argument of each operation. Thread-safe.
 *
 * <p>Each method throws {@link IllegalStateException} once the store is closed, {@link
 * javax.cache.CacheException} if a key or value can't be encoded, and what the store throws.
 */
public final class EncryptedStore<K, V> {
  private final StoreCalls calls;
  private final Sealers sealers;
  private final CacheExpiry expiry;
  private final ValueCarrier carrier;
  private final WriteAttempts attempts;

  /**
   * @param repeatsCalls whether the store may repeat a call by itself
   */
  EncryptedStore(StoreCalls calls, Sealers sealers, CacheExpiry expiry, boolean repeatsCalls) {
    this.calls = calls;
    this.sealers = sealers;
    this.expiry = expiry;
    this.carrier = sealers.options().carrier();
    this.attempts = new WriteAttempts(repeatsCalls);
  }

  /** The place of {@code key}, for one operation. */
  public StoreEntry<V> entry(@Nullable String tenant, K key) {
    return entry(sealers.of(tenant), key);
  }

  private StoreEntry<V> entry(EntrySealer sealer, K key) {
    return place(sealer, sealer.sealKey(requireNonNull(key)));
  }

  private StoreEntry<V> place(EntrySealer sealer, StoredKey key) {
    return new StoreEntry<>(calls, sealer, key, expiry, carrier, attempts);
  }

  /**
   * The places of {@code keys}, in the order of their stored keys: all take locks in this order.
   */
  public Map<K, StoreEntry<V>> entries(@Nullable String tenant, Set<? extends K> keys) {
    EntrySealer sealer = sealers.of(tenant);
    Map<String, K> byText = new TreeMap<>();
    Map<K, StoreEntry<V>> places = new HashMap<>();
    for (K key : keys) {
      StoreEntry<V> place = entry(sealer, key);
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
  public int putAll(@Nullable String tenant, Map<? extends K, ? extends V> values) {
    EntrySealer sealer = sealers.of(tenant);
    Map<String, Object> sealed = new HashMap<>();
    values.forEach(
        (key, value) -> {
          StoredKey stored = sealer.sealKey(requireNonNull(key));
          sealed.put(
              stored.text(), sealer.sealValue(stored, requireNonNull(value), WriterTrail.NONE));
        });
    OperationExpiry asked = expiry.write(sealed.size());
    calls.putAll(sealed, asked);
    return asked.stillborn();
  }

  /** Removes {@code keys} in one call, whatever is there. */
  public void removeAll(@Nullable String tenant, Set<? extends K> keys) {
    EntrySealer sealer = sealers.of(tenant);
    Set<String> texts = new HashSet<>();
    keys.forEach(key -> texts.add(sealer.sealKey(requireNonNull(key)).text()));
    calls.removeAll(texts);
  }

  /** Removes all entries of {@code tenant}, with events. */
  public void removeAll(@Nullable String tenant) {
    if (tenant == null) {
      calls.removeAll();
    } else {
      calls.removeAll(storedKeysOf(tenant));
    }
  }

  /** Removes all entries of {@code tenant}; where there is one, with events. */
  public void clear(@Nullable String tenant) {
    if (tenant == null) {
      calls.clear();
    } else {
      calls.removeAll(storedKeysOf(tenant)); // the others' entries in a shared cache must stay
    }
  }

  private Set<String> storedKeysOf(String tenant) {
    EntrySealer sealer = sealers.of(tenant);
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
    return one.equals(other) || sealers.format().isEncodedEqual(one, other);
  }

  /** The entries of {@code tenant} that open, read silently; the others are counted. */
  public Iterator<OpenedEntry<K, V>> iterator(@Nullable String tenant) {
    EntrySealer sealer = sealers.of(tenant);
    return new OpenedEntries<>(calls.iterator(), sealer, stored -> place(sealer, stored));
  }

  /**
   * Has the store's events opened and handed to the user's listener, as changes of {@code source}.
   */
  public ListenerRegistration register(
      @Nullable String tenant, Cache<K, V> source, CacheEntryListenerConfiguration<K, V> users) {
    ListenerBridge<K, V> bridge = ListenerBridge.of(source, users, () -> sealers.of(tenant));
    CacheEntryListenerConfiguration<String, Object> stores =
        new MutableCacheEntryListenerConfiguration<>(
            new BridgeFactory(bridge), null, users.isOldValueRequired(), users.isSynchronous());
    try {
      calls.registerListener(stores);
    } catch (RuntimeException e) {
      bridge.closeAfter(e);
      throw e;
    }
    return new ListenerRegistration(calls, stores, bridge);
  }

  /** Names the store in an error. */
  public String describe() {
    return calls.describe() + " with values as " + carrier.type().getSimpleName();
  }

  /** Closes the store's cache, and lets go of the keys. */
  public void close() {
    try {
      calls.close();
    } finally {
      sealers.close();
    }
  }

  /** A tenant whose entries were used; null if there was none yet. */
  public @Nullable String latestTenant() {
    return sealers.latestTenant();
  }

  /** The id of the key that values of {@code tenant} are sealed with now. */
  public int currentKeyId(@Nullable String tenant) {
    return sealers.of(tenant).currentKeyId();
  }

  /** The age of the session that values of {@code tenant} are sealed in; zero before the first. */
  public Duration sessionAge(@Nullable String tenant) {
    return sealers.of(tenant).sessionAge();
  }

  /** Ends the sessions that values are sealed in: to be called where the process may be a copy. */
  public void rotateSessions() {
    sealers.rotateSessions();
  }

  public EncryptionStatistics statistics() {
    return sealers.statistics();
  }
}
