package io.sealcache;

import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.StoreEntry;
import io.sealcache.internal.seal.StoreView;
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

  CacheReads(CacheComponents<K, V> cache) {
    this.cache = cache;
  }

  @Nullable V get(StoreView<K, V> view, K key) {
    StoreEntry<V> entry = view.entry(key);
    int stamp = cache.loads().stamp();
    Read<V> read = entry.read();
    V value = cache.unreadable().value(read);
    cache.statistics().read(value != null);
    if (value != null) {
      return value;
    }
    return cache.loads().loadOnMiss(key, entry, read, stamp);
  }

  Map<K, V> getAll(StoreView<K, V> view, Set<? extends K> keys) {
    Map<K, StoreEntry<V>> entries = view.entries(keys);
    int stamp = cache.loads().stamp();
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
      values.putAll(cache.loads().loadAll(view, entries, reads, missing, stamp));
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
        cache
            .reads()
            .loadAll(keys)
            .forEach((key, value) -> replace(SharedLoads.place(entries, key), value));
      } else {
        int stamp = cache.loads().stamp();
        Map<K, Read<V>> reads = view.peekAll(entries);
        Set<K> missing = new LinkedHashSet<>(keys);
        missing.removeIf(
            key -> isThere(SharedLoads.place(entries, key), SharedLoads.place(reads, key)));
        cache.loads().loadAll(view, entries, reads, missing, stamp);
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
    try (Held held = cache.locks().pass(entry)) {
      entry.put(loaded);
    }
    cache.loads().outdate(entry);
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
}
