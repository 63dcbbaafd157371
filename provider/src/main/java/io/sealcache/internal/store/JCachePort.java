package io.sealcache.internal.store;

import static io.sealcache.internal.store.CallerExpiryPolicy.answering;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.store.ApplicationObject.Closing;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The port to a store that asks its expiry policy on the caller's thread, over nothing but the
 * standard API. Thread-safe.
 */
public final class JCachePort implements StorePort {
  private final Cache<String, Object> cache;
  private final ValueCarrier carriers;
  private final @Nullable Supplier<Iterator<ListedEntry>> listing;
  private final @Nullable Consumer<CacheEntryListenerConfiguration<String, Object>> registering;
  private volatile boolean asksHere;

  /**
   * For a store that is iterated as JCache has it.
   *
   * @param cache created with {@link CallerExpiryPolicy#factory}, or where no operation asks
   *     anything with a policy that never lets anything expire
   */
  public JCachePort(Cache<String, Object> cache, ValueCarrier carriers) {
    this(cache, carriers, null, null);
  }

  /** As above, for a store that does one of both in a way of its own; null: as JCache has it. */
  public JCachePort(
      Cache<String, Object> cache,
      ValueCarrier carriers,
      @Nullable Supplier<Iterator<ListedEntry>> listing,
      @Nullable Consumer<CacheEntryListenerConfiguration<String, Object>> registering) {
    this.cache = cache;
    this.carriers = carriers;
    this.listing = listing;
    this.registering = registering;
  }

  @Override
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    return PendingCall.answered(make(call));
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // each call has the type of its answer
  public <T extends @Nullable Object> T make(StoreCall<T> call) {
    Object answer;
    try (Closing answers = answering(call.expiry())) {
      if (call instanceof StoreCall.Get get) {
        answer = get(get.key(), get.expiry());
      } else if (call instanceof StoreCall.Put put) {
        answer = put(put.key(), put.value(), put.expiry());
      } else if (call instanceof StoreCall.PutIfAbsent put) {
        answer = putIfAbsent(put.key(), put.value(), put.expiry());
      } else if (call instanceof StoreCall.Remove remove) {
        answer = remove(remove.key().text(), remove.expected());
      } else if (call instanceof StoreCall.GetAll all) {
        answer = getAll(ValueCarrier.texts(all.keys()), all.expiry());
      } else if (call instanceof StoreCall.PutAll all) {
        answer = putAll(all.values(), all.expiry());
      } else if (call instanceof StoreCall.Replace replace) {
        answer = replace(replace.key().text(), replace.expected(), carriers.of(replace.value()));
      } else if (call instanceof StoreCall.Touch touch) {
        answer = get(touch.key(), touch.expiry()) != null;
      } else if (call instanceof StoreCall.RemoveAll all) {
        answer = removeAll(all.keys());
      } else if (call instanceof StoreCall.Together many) {
        answer = PendingCall.together(many.calls(), this::begin);
      } else if (call instanceof StoreCall.Clear clear) {
        answer = clear(clear.heard());
      } else if (call instanceof StoreCall.Listen listen) {
        answer = listen(listen.listener());
      } else {
        answer =
            new FoundIterator<>(
                next(listing == null ? carriers.listed(cache.iterator()) : listing.get()));
      }
    }
    return (T) answer;
  }

  private <T extends @Nullable Object> T silently(Supplier<T> call) {
    try (Closing answers = answering(OperationExpiry.silent())) {
      return call.get();
    }
  }

  private @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    Object value = cache.get(key.text());
    if (value != null && expiry.isExpiredByAccess()) {
      expire(key.text(), value);
    }
    return carriers.read(value);
  }

  // Ehcache lets it expire in its heap tier only.
  private void expire(String key, Object value) {
    silently(() -> cache.remove(key, value));
  }

  private Function<StoredKey, @Nullable SealedBytes> getAll(
      Set<String> keys, OperationExpiry expiry) {
    Map<String, Object> found;
    try {
      found = cache.getAll(keys);
    } catch (UnsupportedOperationException e) { // Ehcache while it moves one of them to its heap
      found = new HashMap<>();
      for (String key : keys) {
        Object value = cache.get(key);
        if (value != null) {
          found.put(key, value);
        }
      }
    }
    if (expiry.isExpiredByAccess()) {
      found.forEach(this::expire);
    }
    return carriers.read(found);
  }

  private boolean put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    cache.put(key.text(), carriers.of(value));
    if (isUnasked(expiry)) {
      throw refused(Set.of(key));
    }
    return true;
  }

  private boolean putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    Map<String, Object> values = carriers.of(entries, new LinkedHashMap<>());
    if (isOnHeap()) {
      EachInTurn.run(values.entrySet(), entry -> cache.put(entry.getKey(), entry.getValue()));
    } else {
      cache.putAll(values);
    }
    if (!entries.isEmpty() && isUnasked(expiry)) {
      throw refused(entries.keySet());
    }
    return true;
  }

  private boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    boolean isPut = cache.putIfAbsent(key.text(), carriers.of(value));
    if (isPut && isUnasked(expiry)) {
      throw refused(Set.of(key));
    }
    return isPut;
  }

  /**
   * Whether the store had to ask the expiry policy on this thread while it wrote an entry, and
   * hasn't, nor ever before: in one that asks elsewhere, or never, entries would live for ever, and
   * nobody would be told.
   */
  private boolean isUnasked(OperationExpiry expiry) {
    if (asksHere || expiry.isSilent()) {
      return false;
    }
    asksHere = expiry.isAsked();
    return !asksHere;
  }

  private CacheException refused(Collection<StoredKey> written) {
    silently(() -> removeAll(written));
    return new CacheException(
        "%s has not asked the expiry policy on the thread that writes, so entries would not expire, and none is kept. Use a store of docs/stores.md, or an EternalExpiryPolicy with the setting max-age"
            .formatted(cache.getClass().getName()));
  }

  private boolean replace(String key, @Nullable SealedBytes expected, Object value) {
    return expected == null
        ? cache.replace(key, value)
        : cache.replace(key, carriers.of(expected), value);
  }

  private boolean remove(String key, @Nullable SealedBytes expected) {
    return expected == null ? cache.remove(key) : cache.remove(key, carriers.of(expected));
  }

  private boolean removeAll(Collection<StoredKey> keys) {
    Set<String> texts = ValueCarrier.texts(keys);
    if (isOnHeap()) {
      EachInTurn.run(texts, cache::remove);
    } else {
      cache.removeAll(texts);
    }
    return true;
  }

  // There nothing is gained by many at once, and the reference implementation waits for ever: it
  // locks all of them, and hands one lock out twice.
  private boolean isOnHeap() {
    return carriers == ValueCarrier.SEALED_VALUE;
  }

  // A store on the heap removes what its iterator comes to: that may be an entry that was put again
  // meanwhile, and so be removed twice.
  private boolean clear(boolean heard) {
    if (!heard) {
      cache.clear();
    } else if (!isOnHeap()) {
      cache.removeAll();
    } else {
      Set<String> found = new HashSet<>();
      for (Cache.@Nullable Entry<?, ?> entry : cache) {
        boolean gone = entry == null || entry.getValue() == null; // expired meanwhile
        if (!gone && entry.getKey() instanceof String key) {
          found.add(key);
        }
      }
      EachInTurn.run(found, cache::remove);
    }
    return true;
  }

  private Runnable listen(StoreListener listener) {
    var configuration = new JCacheListener(listener, carriers).configuration();
    if (registering == null) {
      cache.registerCacheEntryListener(configuration);
    } else {
      registering.accept(configuration);
    }
    return () -> cache.deregisterCacheEntryListener(configuration);
  }

  private Supplier<@Nullable ListedEntry> next(Iterator<ListedEntry> found) {
    return () -> this.<@Nullable ListedEntry>silently(() -> found.hasNext() ? found.next() : null);
  }

  @Override
  public void close() {
    cache.close();
  }

  @Override
  public boolean isClosed() {
    return cache.isClosed();
  }
}
