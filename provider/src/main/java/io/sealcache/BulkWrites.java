package io.sealcache;

import io.sealcache.internal.seal.Sealed;
import io.sealcache.internal.seal.StoreEntry;
import io.sealcache.internal.seal.StoreView;
import java.util.ArrayList;
import java.util.HashSet;
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
    Map<K, StoreEntry<V>> entries = view.entries(values.keySet());
    Map<K, Sealed> sealed = view.seal(entries, values); // or the writer hears of what can't be
    try (EntryLocks.Passage held = cache.locks().pass(entries.values())) {
      List<Cache.Entry<? extends K, ? extends V>> remaining = new ArrayList<>();
      CacheWriterException failure = cache.writes().writeAll(values, remaining);
      if (failure != null) {
        remaining.forEach(entry -> entries.remove(entry.getKey()));
      }
      held.inStore();
      cache
          .writes()
          .follow(
              entries.values(),
              () -> count(entries.size(), view.putAll(entries, sealed)),
              cache.locks().timeout());
      entries.values().forEach(cache.loads()::outdate);
      rethrow(failure);
    }
  }

  private void count(int written, int stillborn) {
    cache.statistics().put(written - stillborn);
  }

  void removeAll(StoreView<K, V> view, Set<? extends K> keys) {
    if (keys.isEmpty()) {
      return;
    }
    Map<K, StoreEntry<V>> entries = view.entries(keys);
    try (EntryLocks.Passage held = cache.locks().pass(entries.values())) {
      Set<K> remaining = new HashSet<>(keys);
      CacheWriterException failure = cache.writes().deleteAll(remaining);
      if (failure != null) {
        entries.keySet().removeAll(remaining);
      }
      held.inStore();
      cache.writes().follow(entries.values(), () -> remove(view, entries), cache.locks().timeout());
      entries.values().forEach(cache.loads()::outdate);
      rethrow(failure);
    }
  }

  // One by one where each removal has to be counted: a store doesn't say how many were there.
  private void remove(StoreView<K, V> view, Map<K, StoreEntry<V>> entries) {
    if (!cache.statistics().isEnabled()) {
      view.removeAll(entries.keySet());
      return;
    }
    for (StoreEntry<V> entry : entries.values()) {
      if (entry.remove()) {
        cache.statistics().removal(1);
      }
    }
  }

  void removeAll(StoreView<K, V> view) {
    if (!cache.writes().isOn() && !cache.statistics().isEnabled()) {
      view.removeAll();
      cache.loads().outdateAll();
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
