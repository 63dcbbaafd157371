package io.sealcache;

import io.sealcache.internal.seal.Compared;
import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.Replacement;
import io.sealcache.internal.seal.StoreEntry;
import io.sealcache.internal.seal.StoreView;
import io.sealcache.internal.seal.Written;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** The operations that read, and load what is missing. Thread-safe. */
final class CacheReads<K, V> {
  private static final String FAILED = "loadAll failed";

  private final CacheComponents<K, V> cache;
  private final EncryptedStore<K, V> store;

  CacheReads(CacheComponents<K, V> cache) {
    this.cache = cache;
    this.store = cache.store();
  }

  @Nullable V get(StoreView<K, V> view, K key) {
    StoreEntry<V> entry = view.entry(key);
    Read<V> read = entry.read();
    V value = cache.unreadable().value(read);
    cache.statistics().read(value != null);
    if (value != null) {
      return value;
    }
    V loaded = cache.reads().loadOnMiss(key);
    return loaded == null ? null : enter(entry, read, loaded);
  }

  Map<K, V> getAll(StoreView<K, V> view, Set<? extends K> keys) {
    Map<K, StoreEntry<V>> entries = view.entries(keys);
    Map<K, Read<V>> reads = view.readAll(entries);
    Map<K, V> values = new HashMap<>();
    reads.forEach(
        (key, read) -> {
          V value = cache.unreadable().value(read);
          if (value != null) {
            values.put(key, value);
          }
        });
    cache.statistics().read(values.size(), keys.size() - values.size());
    if (cache.reads().loadsOnMiss()) {
      Set<K> missing = new LinkedHashSet<>(reads.keySet());
      missing.removeAll(values.keySet());
      values.putAll(loadInto(entries, reads, missing));
    }
    return values;
  }

  /** Presence is a claim too: the entry is opened, silently. */
  boolean containsKey(StoreView<K, V> view, K key) {
    StoreEntry<V> entry = view.entry(key);
    Read<V> read = entry.peek();
    return isThere(entry, read);
  }

  private boolean isThere(StoreEntry<V> entry, Read<V> read) {
    boolean isThere = cache.unreadable().value(read) != null;
    entry.release(read);
    return isThere;
  }

  /** Loads on the executor; what fails is told to {@code listener}. */
  void loadAll(
      StoreView<K, V> view,
      Set<? extends K> keys,
      boolean replaceExisting,
      @Nullable CompletionListener listener) {
    if (!cache.reads().hasLoader()) {
      complete(listener);
      return;
    }
    Set<K> wanted = new HashSet<>(keys);
    try {
      cache
          .loadExecutor()
          .execute(cache.tenant().carry(() -> loadNow(view, wanted, replaceExisting, listener)));
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException(
          "Cache '" + cache.name() + "' was closed during this call", e);
    }
  }

  private void loadNow(
      StoreView<K, V> view,
      Set<K> keys,
      boolean replaceExisting,
      @Nullable CompletionListener listener) {
    try {
      Map<K, StoreEntry<V>> entries = view.entries(keys);
      if (replaceExisting) {
        cache.reads().loadAll(keys).forEach((key, value) -> replace(place(entries, key), value));
      } else {
        Map<K, Read<V>> reads = view.peekAll(entries);
        Set<K> missing = new LinkedHashSet<>(keys);
        missing.removeIf(key -> isThere(place(entries, key), place(reads, key)));
        loadInto(entries, reads, missing);
      }
    } catch (RuntimeException e) {
      fail(listener, e instanceof CacheException ? e : new CacheLoaderException(FAILED, e));
      return;
    } catch (Error e) {
      fail(listener, new CacheLoaderException(FAILED, e)); // or the caller waits for ever
      throw e;
    }
    complete(listener);
  }

  // Under the lock: a value on its way through a writer must not be overtaken by an older one.
  private void replace(StoreEntry<V> entry, V loaded) {
    try (KeyLocks.Held held = cache.locks().pass(entry)) {
      entry.put(loaded);
    }
  }

  private static void fail(@Nullable CompletionListener listener, Exception failure) {
    if (listener != null) {
      listener.onException(failure);
    }
  }

  private static void complete(@Nullable CompletionListener listener) {
    if (listener != null) {
      listener.onCompletion();
    }
  }

  private Map<K, V> loadInto(Map<K, StoreEntry<V>> entries, Map<K, Read<V>> reads, Set<K> missing) {
    Map<K, V> values = new HashMap<>();
    cache
        .reads()
        .loadAll(missing)
        .forEach(
            (key, loaded) ->
                values.put(key, enter(place(entries, key), place(reads, key), loaded)));
    return values;
  }

  private static <K, T> T place(Map<K, T> places, K key) {
    T place = places.get(key);
    if (place == null) {
      throw new CacheLoaderException("The cache loader answered with a key that was not asked for");
    }
    return place;
  }

  /** Enters a loaded value where nothing readable is; if another was faster, its value counts. */
  private V enter(StoreEntry<V> entry, Read<V> seen, V loaded) {
    try (Replacement<V> change = entry.replacement(seen, loaded)) {
      Compared<V> compared = entry.compareAndSet(change, () -> {});
      if (compared.written() == Written.LOST) {
        store.statistics().lostRace();
        if (compared.found() instanceof Read.Present<V> present) {
          return present.value();
        }
      }
      return loaded;
    }
  }
}
