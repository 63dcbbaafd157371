package io.sealcache.internal.store;

import static io.sealcache.internal.store.CallerExpiryPolicy.answering;

import io.sealcache.internal.store.CallerExpiryPolicy.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
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
  private final Iterable<Cache.Entry<String, Object>> entries;
  private final @Nullable Function<Set<String>, Runnable> removals;
  private final BulkRead bulkRead;
  private final WholeRemoval wholeRemoval;
  private final ListenerRegistry listeners;
  private final @Nullable CallGate gate;
  private final ExpiryWitness witness = new ExpiryWitness();

  /**
   * @param cache created with {@link CallerExpiryPolicy#FACTORY}, or where no operation asks
   *     anything with a policy that never lets anything expire
   */
  public JCacheCalls(Cache<String, Object> cache, BulkRead bulkRead) {
    this(cache, bulkRead, ListenerRegistry.of(cache));
  }

  /** As above, for a store of which is known how it removes all. */
  public JCacheCalls(Cache<String, Object> cache, BulkRead bulkRead, WholeRemoval wholeRemoval) {
    this(cache, cache, null, bulkRead, wholeRemoval, ListenerRegistry.of(cache), null);
  }

  /** As above, for a store whose listeners are registered in another way. */
  public JCacheCalls(Cache<String, Object> cache, BulkRead bulkRead, ListenerRegistry listeners) {
    this(cache, cache, null, bulkRead, WholeRemoval.BY_THE_STORE, listeners, null);
  }

  /** As above, for a store that must not be closed under a call: each passes the gate. */
  public JCacheCalls(
      Cache<String, Object> cache, BulkRead bulkRead, WholeRemoval wholeRemoval, CallGate gate) {
    this(cache, cache, null, bulkRead, wholeRemoval, ListenerRegistry.of(cache), gate);
  }

  /**
   * As above, for a store that is also iterated in another way.
   *
   * @param removals begins to remove many entries, and gives what waits for that
   */
  public JCacheCalls(
      Cache<String, Object> cache,
      Iterable<Cache.Entry<String, Object>> entries,
      Function<Set<String>, Runnable> removals,
      ListenerRegistry listeners) {
    this(cache, entries, removals, BulkRead.AT_ONCE, WholeRemoval.BY_THE_STORE, listeners, null);
  }

  private JCacheCalls(
      Cache<String, Object> cache,
      Iterable<Cache.Entry<String, Object>> entries,
      @Nullable Function<Set<String>, Runnable> removals,
      BulkRead bulkRead,
      WholeRemoval wholeRemoval,
      ListenerRegistry listeners,
      @Nullable CallGate gate) {
    this.cache = cache;
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
  public @Nullable Object get(String key, OperationExpiry expiry) {
    Object value;
    try (Scope call = call(expiry)) {
      value = cache.get(key);
    }
    if (value != null && expiry.isExpiredByAccess()) {
      remove(key, value); // Ehcache lets it expire in its heap tier only
    }
    return value;
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    Map<String, Object> found;
    try (Scope call = call(expiry)) {
      found = fetch(keys);
    }
    if (expiry.isExpiredByAccess()) {
      found.forEach(this::remove);
    }
    return found;
  }

  private Map<String, Object> fetch(Set<String> keys) {
    try {
      // A plain HashSet: the reference implementation asks it whether it contains null.
      return cache.getAll(new HashSet<>(keys));
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
  public void put(String key, Object value, OperationExpiry expiry) {
    try (Scope call = call(expiry)) {
      cache.put(key, value);
    }
    if (witness.misses(expiry)) {
      throw refused(Set.of(key));
    }
  }

  private CacheException refused(Set<String> written) {
    removeAll(written);
    return ExpiryWitness.refusal(describe());
  }

  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    try (Scope call = call(expiry)) {
      cache.putAll(new HashMap<>(entries));
    }
    if (!entries.isEmpty() && witness.misses(expiry)) {
      throw refused(entries.keySet());
    }
  }

  @Override
  public boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    boolean isPut;
    try (Scope call = call(expiry)) {
      isPut = cache.putIfAbsent(key, value);
    }
    if (isPut && witness.misses(expiry)) {
      throw refused(Set.of(key));
    }
    return isPut;
  }

  @Override
  public boolean replace(String key, Object value, OperationExpiry expiry) {
    try (Scope call = call(expiry)) {
      return cache.replace(key, value);
    }
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    try (Scope call = call(expiry)) {
      return cache.replace(key, expected, value);
    }
  }

  @Override
  public boolean remove(String key) {
    try (Scope call = silentCall()) {
      return cache.remove(key);
    }
  }

  @Override
  public boolean remove(String key, Object expected) {
    try (Scope call = silentCall()) {
      return cache.remove(key, expected);
    }
  }

  @Override
  public void removeAll(Set<String> keys) {
    try (Scope call = silentCall()) {
      cache.removeAll(keys instanceof SortedSet ? keys : new HashSet<>(keys));
    }
  }

  @Override
  public Runnable beginRemoveAll(Set<String> keys) {
    return removals == null ? StoreCalls.super.beginRemoveAll(keys) : removals.apply(keys);
  }

  @Override
  public void removeAll() {
    switch (wholeRemoval) {
      case BY_THE_STORE -> {
        try (Scope call = silentCall()) {
          cache.removeAll();
        }
      }
      case BY_KEYS_FOUND -> {
        Set<String> found = new HashSet<>();
        keys()
            .forEachRemaining(
                key -> {
                  if (key instanceof String text) { // null: it expired meanwhile
                    found.add(text);
                  }
                });
        removeAll(found);
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
  public Iterator<Cache.Entry<String, Object>> iterator() {
    try (Scope call = silentCall()) {
      return new SilentIterator(entries.iterator());
    }
  }

  private final class SilentIterator implements Iterator<Cache.Entry<String, Object>> {
    private final Iterator<Cache.Entry<String, Object>> entries;

    SilentIterator(Iterator<Cache.Entry<String, Object>> entries) {
      this.entries = entries;
    }

    @Override
    public boolean hasNext() {
      try (Scope call = silentCall()) {
        return entries.hasNext();
      }
    }

    @Override
    public Cache.Entry<String, Object> next() {
      try (Scope call = silentCall()) {
        return entries.next();
      }
    }
  }

  @Override
  public void registerListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    try (Scope call = silentCall()) {
      listeners.register(configuration);
    }
  }

  @Override
  public void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    try (Scope call = silentCall()) {
      listeners.deregister(configuration);
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
    return cache.getClass().getName();
  }
}
