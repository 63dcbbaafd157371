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
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The port to a store that asks its expiry policy on the caller's thread, over nothing but the
 * standard API. Thread-safe.
 */
public final class JCachePort implements StorePort {
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
  private final Supplier<Iterator<ListedEntry>> listing;
  private final BulkRead bulkRead;
  private final WholeRemoval wholeRemoval;
  private final ListenerRegistry listeners;
  private final @Nullable CallGate gate;
  private final Runnable whenClosed;
  private final ExpiryWitness witness = new ExpiryWitness();

  /**
   * @param cache created with {@link CallerExpiryPolicy#FACTORY}, or where no operation asks
   *     anything with a policy that never lets anything expire
   */
  public JCachePort(Cache<String, Object> cache, Carriers carriers, BulkRead bulkRead) {
    this(cache, carriers, bulkRead, WholeRemoval.BY_THE_STORE, null);
  }

  /**
   * As above, for a store of which is known how it removes all.
   *
   * @param gate which each call passes; null: the store may be closed under a call
   */
  public JCachePort(
      Cache<String, Object> cache,
      Carriers carriers,
      BulkRead bulkRead,
      WholeRemoval wholeRemoval,
      @Nullable CallGate gate) {
    this(
        cache,
        carriers,
        () -> new ListedEntries(cache.iterator(), carriers),
        bulkRead,
        wholeRemoval,
        gate,
        () -> {});
  }

  /**
   * As above, for a store that is iterated in a way of its own.
   *
   * @param whenClosed run each time that this is
   */
  public JCachePort(
      Cache<String, Object> cache,
      Carriers carriers,
      Supplier<Iterator<ListedEntry>> listing,
      Runnable whenClosed) {
    this(cache, carriers, listing, BulkRead.AT_ONCE, WholeRemoval.BY_THE_STORE, null, whenClosed);
  }

  private JCachePort(
      Cache<String, Object> cache,
      Carriers carriers,
      Supplier<Iterator<ListedEntry>> listing,
      BulkRead bulkRead,
      WholeRemoval wholeRemoval,
      @Nullable CallGate gate,
      Runnable whenClosed) {
    this.cache = cache;
    this.carriers = carriers;
    this.listing = listing;
    this.bulkRead = bulkRead;
    this.wholeRemoval = wholeRemoval;
    this.listeners = new JCacheListeners(carriers, cache);
    this.gate = gate;
    this.whenClosed = whenClosed;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // each call has the type of its answer
  public <T extends @Nullable Object> Begun<T> begin(StoreCall<T> call) {
    return Begun.answered((T) made(call));
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // each call has the type of its answer
  public <T extends @Nullable Object> T make(StoreCall<T> call) {
    return (T) made(call);
  }

  private @Nullable Object made(StoreCall<?> call) {
    if (call instanceof StoreCall.Get get) {
      return get(get.key(), get.expiry());
    } else if (call instanceof StoreCall.Put put) {
      return put(put.key(), put.value(), put.expiry());
    } else if (call instanceof StoreCall.PutIfAbsent put) {
      return putIfAbsent(put.key(), put.value(), put.expiry());
    } else if (call instanceof StoreCall.Replace replace) {
      return replace(replace);
    } else if (call instanceof StoreCall.Remove remove) {
      return remove(remove);
    } else if (call instanceof StoreCall.Touch touch) {
      return get(touch.key(), touch.expiry()) != null;
    } else if (call instanceof StoreCall.GetAll all) {
      return getAll(all.keys(), all.expiry());
    } else if (call instanceof StoreCall.PutAll all) {
      return putAll(all.values(), all.expiry());
    } else if (call instanceof StoreCall.RemoveAll all) {
      return removeAll(all.keys());
    }
    return Answer.together(((StoreCall.Together) call).calls(), this::begin);
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

  private @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    Object value;
    try (Scope call = call(expiry)) {
      value = cache.get(key.text());
    }
    if (value != null && expiry.isExpiredByAccess()) {
      remove(key.text(), value); // Ehcache lets it expire in its heap tier only
    }
    return carriers.read(value);
  }

  private FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
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

  private boolean put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    try (Scope call = call(expiry)) {
      cache.put(key.text(), carriers.of(value));
    }
    if (witness.misses(expiry)) {
      throw refused(Set.of(key));
    }
    return true;
  }

  private CacheException refused(Collection<StoredKey> written) {
    removeAll(written);
    return ExpiryWitness.refusal(cache.getClass().getName());
  }

  private boolean putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    try (Scope call = call(expiry)) {
      cache.putAll(carriers.of(entries, new HashMap<>()));
    }
    if (!entries.isEmpty() && witness.misses(expiry)) {
      throw refused(entries.keySet());
    }
    return true;
  }

  private boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    boolean isPut;
    try (Scope call = call(expiry)) {
      isPut = cache.putIfAbsent(key.text(), carriers.of(value));
    }
    if (isPut && witness.misses(expiry)) {
      throw refused(Set.of(key));
    }
    return isPut;
  }

  private boolean replace(StoreCall.Replace call) {
    String key = call.key().text();
    Object value = carriers.of(call.value());
    SealedBytes expected = call.expected();
    try (Scope scope = call(call.expiry())) {
      return expected == null
          ? cache.replace(key, value)
          : cache.replace(key, carriers.of(expected), value);
    }
  }

  private boolean remove(StoreCall.Remove call) {
    SealedBytes expected = call.expected();
    if (expected != null) {
      return remove(call.key().text(), carriers.of(expected));
    }
    try (Scope scope = silentCall()) {
      return cache.remove(call.key().text());
    }
  }

  private boolean remove(String key, Object expected) {
    try (Scope call = silentCall()) {
      return cache.remove(key, expected);
    }
  }

  private boolean removeAll(Collection<StoredKey> keys) {
    try (Scope call = silentCall()) {
      cache.removeAll(Carriers.texts(keys));
      return true;
    }
  }

  @Override
  public void removeAll() {
    try (Scope call = silentCall()) {
      switch (wholeRemoval) {
        case BY_THE_STORE -> cache.removeAll();
        case BY_KEYS_FOUND -> {
          Set<String> found = new HashSet<>();
          for (Cache.@Nullable Entry<?, ?> entry : cache) {
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
      return new SilentIterator(listing.get());
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
    try {
      cache.close();
    } finally {
      whenClosed.run();
    }
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
