package io.sealcache.internal.store;

import static io.sealcache.internal.store.CallerExpiryPolicy.answering;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.CallerExpiryPolicy.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a store that asks its expiry policy on the caller's thread, over nothing but the
 * standard API.
 */
public final class JCacheCalls implements StoreCalls {
  /** How many entries are read in one call. */
  public enum BulkRead {
    /** All in one call. */
    AT_ONCE,
    /** So, and one by one where the store answers that it can't. */
    ELSE_ONE_BY_ONE
  }

  /** How all entries are removed. */
  public enum WholeRemoval {
    /** By the store. */
    BY_THE_STORE,
    /**
     * By their keys as they were found, where the store removes what its iterator comes to: that
     * may be an entry that was put again meanwhile, and so be removed twice.
     */
    BY_KEYS_FOUND
  }

  private final Cache<String, Object> cache;
  private final Carriers carriers;
  private final Iterable<Cache.Entry<String, Object>> entries;
  private final @Nullable Function<Collection<StoredKey>, Runnable> removals;
  private final BulkRead bulkRead;
  private final WholeRemoval wholeRemoval;
  private final ListenerRegistry listeners;
  private final @Nullable CallGate gate;
  private final ExpiryWitness witness = new ExpiryWitness();

  /**
   * @param cache created with {@link CallerExpiryPolicy#FACTORY}, or where no operation asks
   *     anything with a policy that never lets anything expire
   */
  public JCacheCalls(Cache<String, Object> cache, Carriers carriers, BulkRead bulkRead) {
    this(cache, carriers, bulkRead, WholeRemoval.BY_THE_STORE, null);
  }

  /**
   * As above, for a store of which is known how it removes all.
   *
   * @param gate which each call passes; null: the store may be closed under a call
   */
  public JCacheCalls(
      Cache<String, Object> cache,
      Carriers carriers,
      BulkRead bulkRead,
      WholeRemoval wholeRemoval,
      @Nullable CallGate gate) {
    this(
        cache,
        carriers,
        cache,
        null,
        bulkRead,
        wholeRemoval,
        new JCacheListeners(carriers, cache),
        gate);
  }

  /**
   * As above, for a store that is iterated and removes many in ways of its own.
   *
   * @param removals begins to remove many entries, and gives what waits for that
   */
  public JCacheCalls(
      Cache<String, Object> cache,
      Carriers carriers,
      Iterable<Cache.Entry<String, Object>> entries,
      Function<Collection<StoredKey>, Runnable> removals,
      ListenerRegistry listeners) {
    this(
        cache,
        carriers,
        entries,
        removals,
        BulkRead.AT_ONCE,
        WholeRemoval.BY_THE_STORE,
        listeners,
        null);
  }

  private JCacheCalls(
      Cache<String, Object> cache,
      Carriers carriers,
      Iterable<Cache.Entry<String, Object>> entries,
      @Nullable Function<Collection<StoredKey>, Runnable> removals,
      BulkRead bulkRead,
      WholeRemoval wholeRemoval,
      ListenerRegistry listeners,
      @Nullable CallGate gate) {
    this.cache = cache;
    this.carriers = carriers;
    this.entries = entries;
    this.removals = removals;
    this.bulkRead = bulkRead;
    this.wholeRemoval = wholeRemoval;
    this.listeners = listeners;
    this.gate = gate;
  }

  private Scope call(OperationExpiry expiry) {
    if (gate == null) {
      return answering(expiry);
    }
    gate.enter();
    Scope answers = answering(expiry);
    return () -> {
      answers.close();
      gate.leave();
    };
  }

  private Scope silentCall() {
    return call(OperationExpiry.silent());
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    Object value;
    try (Scope call = call(expiry)) {
      value = cache.get(key.text());
    }
    if (value != null && expiry.isExpiredByAccess()) {
      remove(key.text(), value); // Ehcache lets it expire in its heap tier only
    }
    return carriers.read(value);
  }

  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    Map<String, Object> found;
    try (Scope call = call(expiry)) {
      found = fetch(Carriers.texts(keys));
    }
    if (expiry.isExpiredByAccess()) {
      found.forEach(this::remove);
    }
    return carriers.read(found);
  }

  private Map<String, Object> fetch(Set<String> keys) {
    try {
      return cache.getAll(keys);
    } catch (UnsupportedOperationException e) {
      if (bulkRead == BulkRead.AT_ONCE) {
        throw e;
      }
      return fetchOneByOne(keys);
    }
  }

  private Map<String, Object> fetchOneByOne(Set<String> keys) {
    Map<String, Object> found = new HashMap<>();
    for (String key : keys) {
      Object value = cache.get(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }

  @Override
  public void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    try (Scope call = call(expiry)) {
      cache.put(key.text(), carriers.of(value));
    }
    if (witness.misses(expiry)) {
      throw refused(Set.of(key));
    }
  }

  private CacheException refused(Collection<StoredKey> written) {
    removeAll(written);
    return ExpiryWitness.refusal(cache.getClass().getName());
  }

  @Override
  public void putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    try (Scope call = call(expiry)) {
      cache.putAll(carriers.of(entries, new HashMap<>()));
    }
    if (!entries.isEmpty() && witness.misses(expiry)) {
      throw refused(entries.keySet());
    }
  }

  @Override
  public boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    boolean isPut;
    try (Scope call = call(expiry)) {
      isPut = cache.putIfAbsent(key.text(), carriers.of(value));
    }
    if (isPut && witness.misses(expiry)) {
      throw refused(Set.of(key));
    }
    return isPut;
  }

  @Override
  public boolean replace(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    try (Scope call = call(expiry)) {
      return cache.replace(key.text(), carriers.of(value));
    }
  }

  @Override
  public boolean replace(
      StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry) {
    try (Scope call = call(expiry)) {
      return cache.replace(key.text(), carriers.of(expected), carriers.of(value));
    }
  }

  @Override
  public boolean remove(StoredKey key) {
    try (Scope call = silentCall()) {
      return cache.remove(key.text());
    }
  }

  @Override
  public boolean remove(StoredKey key, SealedBytes expected) {
    return remove(key.text(), carriers.of(expected));
  }

  private boolean remove(String key, Object expected) {
    try (Scope call = silentCall()) {
      return cache.remove(key, expected);
    }
  }

  @Override
  public void removeAll(Collection<StoredKey> keys) {
    try (Scope call = silentCall()) {
      if (removals == null) {
        cache.removeAll(Carriers.texts(keys));
      } else {
        removals.apply(keys).run();
      }
    }
  }

  @Override
  public Runnable beginRemoveAll(Collection<StoredKey> keys) {
    return removals == null ? StoreCalls.super.beginRemoveAll(keys) : removals.apply(keys);
  }

  @Override
  public void removeAll() {
    try (Scope call = silentCall()) {
      switch (wholeRemoval) {
        case BY_THE_STORE -> cache.removeAll();
        case BY_KEYS_FOUND -> {
          Set<String> found = new HashSet<>();
          for (Cache.@Nullable Entry<?, ?> entry : entries) {
            boolean gone = entry == null || entry.getValue() == null; // expired meanwhile
            if (!gone && entry.getKey() instanceof String key) {
              found.add(key);
            }
          }
          cache.removeAll(found);
        }
      }
    }
  }

  @Override
  public void clear() {
    try (Scope call = silentCall()) {
      cache.clear();
    }
  }

  @Override
  public Iterator<ListedEntry> iterator() {
    try (Scope call = silentCall()) {
      return new SilentIterator(new ListedEntries(entries.iterator(), carriers));
    }
  }

  private final class SilentIterator implements Iterator<ListedEntry> {
    private final Iterator<ListedEntry> entries;

    SilentIterator(Iterator<ListedEntry> entries) {
      this.entries = entries;
    }

    @Override
    public boolean hasNext() {
      try (Scope call = silentCall()) {
        return entries.hasNext();
      }
    }

    @Override
    public ListedEntry next() {
      try (Scope call = silentCall()) {
        return entries.next();
      }
    }
  }

  @Override
  public void registerListener(StoreListener listener) {
    try (Scope call = silentCall()) {
      listeners.register(listener);
    }
  }

  @Override
  public void deregisterListener(StoreListener listener) {
    try (Scope call = silentCall()) {
      listeners.deregister(listener);
    }
  }

  @Override
  public void close() {
    if (gate != null) {
      gate.shut();
    }
    cache.close();
  }

  @Override
  public boolean isClosed() {
    return cache.isClosed();
  }

  @Override
  public String describe() {
    return carriers.describe(cache.getClass().getName());
  }
}
