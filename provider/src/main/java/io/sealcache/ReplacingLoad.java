package io.sealcache;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.locks.Held;
import io.sealcache.internal.locks.Load;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.StoreView;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Loads entries and replaces what is there, but for entries that were changed while the loader ran.
 * Thread-safe.
 */
final class ReplacingLoad<K, V> {
  private final CacheComponents<K, V> cache;
  private final StoreView<K, V> view;

  ReplacingLoad(CacheComponents<K, V> cache, StoreView<K, V> view) {
    this.cache = cache;
    this.view = view;
  }

  void load(Map<K, EntryPlace<V>> entries) {
    Map<K, Load> watched = new HashMap<>();
    try {
      entries.forEach((key, entry) -> watched.put(key, cache.locks().watch(entry)));
      Map<K, V> loaded = cache.reads().loadAll(entries.keySet());
      Map<K, EntryPlace<V>> found = new LinkedHashMap<>(entries);
      found.keySet().retainAll(loaded.keySet());
      store(found, view.seal(found, loaded), watched);
    } finally {
      watched.values().forEach(Load::close);
    }
  }

  // As a write: a value on its way through a writer must not be overtaken by an older one.
  private void store(
      Map<K, EntryPlace<V>> entries, Map<K, SealedBytes> values, Map<K, Load> watched) {
    try (Held held = cache.locks().pass(entries.values())) {
      entries.keySet().removeIf(key -> !MissedEntries.place(watched, key).outdateOthers());
      held.inStore();
      try {
        if (!entries.isEmpty()) {
          var unused = view.putAll(entries, values); // statistics count no loads
        }
      } finally {
        entries.forEach(
            (key, entry) -> {
              if (!MissedEntries.place(watched, key).isUpToDate()) {
                entry.withdraw(MissedEntries.place(values, key));
              }
            });
      }
    }
  }
}
