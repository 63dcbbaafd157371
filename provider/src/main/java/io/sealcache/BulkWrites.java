package io.sealcache;

import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.seal.Sealed;
import io.sealcache.internal.seal.StoreEntry;
import io.sealcache.internal.seal.StoreView;
import java.util.ArrayList;
import java.util.Collection;
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
    Parts.<K, V>of(values, part -> put(view, part));
  }

  // Sealed first: the writer must not hear of a value that can't be.
  private void put(StoreView<K, V> view, Map<K, V> values) {
    Map<K, StoreEntry<V>> entries = view.entries(values.keySet());
    Map<K, Sealed> sealed = view.seal(entries, values);
    try (EntryLocks.Passage held = cache.locks().pass(entries.values());
        Outdating loads = new Outdating(cache.loads(), entries.values())) {
      CacheWriterException failure = writeThrough(values, entries);
      held.inStore();
      loads.now();
      follow(entries, () -> store(view, entries, sealed), failure);
    }
  }

  private @Nullable CacheWriterException writeThrough(
      Map<K, V> values, Map<K, StoreEntry<V>> entries) {
    if (!cache.writes().isOn()) {
      return null;
    }
    List<Cache.Entry<? extends K, ? extends V>> remaining = new ArrayList<>();
    CacheWriterException failure = cache.writes().writeAll(values, remaining);
    if (failure != null) {
      remaining.forEach(entry -> entries.remove(entry.getKey()));
    }
    return failure;
  }

  private void store(StoreView<K, V> view, Map<K, StoreEntry<V>> entries, Map<K, Sealed> sealed) {
    int stillborn = view.putAll(entries, sealed);
    cache.statistics().put(entries.size() - stillborn);
  }

  void removeAll(StoreView<K, V> view, Set<? extends K> keys) {
    Parts.<K>of(keys, part -> remove(view, view.entries(part)));
  }

  private void remove(StoreView<K, V> view, Map<K, StoreEntry<V>> entries) {
    try (EntryLocks.Passage held = cache.locks().pass(entries.values());
        Outdating loads = new Outdating(cache.loads(), entries.values())) {
      Set<K> remaining = new HashSet<>(entries.keySet());
      CacheWriterException failure = cache.writes().deleteAll(remaining);
      if (failure != null) {
        entries.keySet().removeAll(remaining);
      }
      held.inStore();
      loads.now();
      follow(entries, () -> removeFromStore(view, entries.values()), failure);
    }
  }

  private void removeFromStore(StoreView<K, V> view, Collection<StoreEntry<V>> entries) {
    if (cache.statistics().isEnabled()) {
      view.removeEach(entries, () -> cache.statistics().removal(1));
    } else {
      view.removeAll(entries);
    }
  }

  void removeAll(StoreView<K, V> view) {
    if (cache.writes().isOn() || cache.statistics().isEnabled()) {
      view.places(entries -> remove(view, entries));
    }
    cache.loads().outdateAll();
    try {
      view.removeAll(); // also what has no key that opens, to be deleted by
    } finally {
      cache.loads().outdateAll();
    }
  }

  /** Changes the store for what was written, and then throws what the writer did. */
  private void follow(
      Map<K, StoreEntry<V>> written, Runnable change, @Nullable CacheWriterException failure) {
    try {
      if (!written.isEmpty()) {
        cache.writes().follow(written.values(), change, cache.locks().timeout());
      }
    } catch (RuntimeException | Error e) {
      if (failure != null) {
        e.addSuppressed(failure);
      }
      throw e;
    }
    if (failure != null) {
      throw failure;
    }
  }
}
