package io.sealcache;

import io.sealcache.internal.seal.StoreEntry;
import io.sealcache.internal.seal.StoreView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/** The operations that write many entries. Thread-safe. */
final class BulkWrites<K, V> {
  private final CacheComponents<K, V> cache;

  BulkWrites(CacheComponents<K, V> cache) {
    this.cache = cache;
  }

  void putAll(StoreView<K, V> view, Map<? extends K, ? extends V> values) {
    if (values.isEmpty()) {
      return;
    }
    if (!cache.writes().isOn()) {
      store(view, values);
      return;
    }
    Collection<StoreEntry<V>> entries = view.entries(values.keySet()).values();
    try (KeyLocks.Held held = cache.writes().lockAll(cache.locks(), entries, cache.name())) {
      List<Cache.Entry<? extends K, ? extends V>> remaining = new ArrayList<>();
      CacheWriterException failure = cache.writes().writeAll(values, remaining);
      Map<K, V> written = new HashMap<>(values);
      if (failure != null) {
        remaining.forEach(entry -> written.remove(entry.getKey()));
      }
      store(view, written);
      rethrow(failure);
    }
  }

  private void store(StoreView<K, V> view, Map<? extends K, ? extends V> values) {
    int stillborn = view.putAll(values);
    cache.statistics().put(values.size() - stillborn);
  }

  void removeAll(StoreView<K, V> view, Set<? extends K> keys) {
    if (keys.isEmpty()) {
      return;
    }
    Map<K, StoreEntry<V>> entries = view.entries(keys);
    try (KeyLocks.Held held = lock(entries.values())) {
      Set<K> deleted = new LinkedHashSet<>(entries.keySet());
      Set<K> remaining = new HashSet<>(keys);
      CacheWriterException failure = cache.writes().deleteAll(remaining);
      if (failure != null) {
        deleted.removeAll(remaining);
      }
      remove(view, deleted, entries);
      rethrow(failure);
    }
  }

  private KeyLocks.Held lock(Collection<StoreEntry<V>> entries) {
    return cache.writes().isOn()
        ? cache.writes().lockAll(cache.locks(), entries, cache.name())
        : cache.locks().lockAll(List.of());
  }

  // One by one where each removal has to be counted: a store doesn't say how many were there.
  private void remove(StoreView<K, V> view, Set<K> keys, Map<K, StoreEntry<V>> entries) {
    if (!cache.statistics().isEnabled()) {
      view.removeAll(keys);
      return;
    }
    entries.forEach(
        (key, entry) -> {
          if (keys.contains(key) && entry.remove()) {
            cache.statistics().removal(1);
          }
        });
  }

  void removeAll(StoreView<K, V> view) {
    if (!cache.writes().isOn() && !cache.statistics().isEnabled()) {
      view.removeAll();
      return;
    }
    Set<K> keys = new HashSet<>();
    view.iterator().forEachRemaining(entry -> keys.add(entry.key()));
    removeAll(view, keys);
    view.removeAll(); // what can't be opened has no key to be deleted by
  }

  private static void rethrow(@Nullable CacheWriterException failure) {
    if (failure != null) {
      throw failure;
    }
  }
}
