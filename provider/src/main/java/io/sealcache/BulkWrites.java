package io.sealcache;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.locks.Held;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.PartUnderWay;
import io.sealcache.internal.seal.Parts;
import io.sealcache.internal.seal.StoreView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
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
    try (PartUnderWay store = new PartUnderWay()) {
      for (Map<K, V> part : Parts.<K, V>of(values)) {
        put(view, part, store);
      }
    }
  }

  // Sealed first: the writer must not hear of a value that can't be.
  private void put(StoreView<K, V> view, Map<K, V> values, PartUnderWay store) {
    Map<K, EntryPlace<V>> entries = view.entries(values.keySet());
    Map<K, SealedBytes> sealed = view.seal(entries, values);
    if (cache.writes().isOn()) {
      putThrough(view, values, entries, sealed);
      return;
    }
    Passing part = pass(entries.values(), store);
    IntSupplier stillborn = view.beginPutAll(entries, sealed);
    part.end = () -> cache.statistics().put(entries.size() - stillborn.getAsInt());
  }

  /** The entries of a part that is written without a writer, held until it has ended. */
  private static final class Passing implements Runnable {
    private final Held held;
    private Runnable end = () -> {}; // waits for the store, once that has begun

    private Passing(Held held) {
      this.held = held;
    }

    @Override
    public void run() {
      try (held) {
        end.run();
      }
    }
  }

  /**
   * Holds the next part's entries, once the part before has ended; whatever fails, they are let go.
   */
  private Passing pass(Collection<EntryPlace<V>> entries, PartUnderWay store) {
    store.end();
    Passing part = new Passing(cache.locks().pass(entries));
    store.follow(part);
    part.held.inStore();
    cache.locks().outdate(entries);
    return part;
  }

  private void putThrough(
      StoreView<K, V> view,
      Map<K, V> values,
      Map<K, EntryPlace<V>> entries,
      Map<K, SealedBytes> sealed) {
    try (Held held = cache.locks().pass(entries.values())) {
      Collection<EntryPlace<V>> all = List.copyOf(entries.values());
      Throwable failure = writeThrough(values, entries);
      held.inStore();
      cache.locks().outdate(all);
      follow(entries, () -> store(view, entries, sealed), failure);
    }
  }

  private @Nullable Throwable writeThrough(Map<K, V> values, Map<K, EntryPlace<V>> entries) {
    List<Cache.Entry<? extends K, ? extends V>> remaining = new ArrayList<>();
    Throwable failure = cache.writes().writeAll(values, remaining);
    if (failure != null) {
      remaining.forEach(entry -> entries.remove(entry.getKey()));
    }
    return failure;
  }

  private void store(
      StoreView<K, V> view, Map<K, EntryPlace<V>> entries, Map<K, SealedBytes> sealed) {
    int stillborn = view.putAll(entries, sealed);
    cache.statistics().put(entries.size() - stillborn);
  }

  void removeAll(StoreView<K, V> view, Set<? extends K> keys) {
    try (PartUnderWay store = new PartUnderWay()) {
      for (Set<K> part : Parts.<K>of(keys)) {
        remove(view, view.entries(part), store);
      }
    }
  }

  private void remove(StoreView<K, V> view, Map<K, EntryPlace<V>> entries, PartUnderWay store) {
    if (cache.writes().isOn() || cache.statistics().isEnabled()) {
      remove(view, entries);
      return;
    }
    Passing part = pass(entries.values(), store);
    part.end = view.beginRemoveAll(entries.values());
  }

  private void remove(StoreView<K, V> view, Map<K, EntryPlace<V>> entries) {
    try (Held held = cache.locks().pass(entries.values())) {
      Collection<EntryPlace<V>> all = List.copyOf(entries.values());
      Set<K> remaining = new HashSet<>(entries.keySet());
      Throwable failure = cache.writes().deleteAll(remaining);
      if (failure != null) {
        entries.keySet().removeAll(remaining);
      }
      held.inStore();
      cache.locks().outdate(all);
      follow(entries, () -> removeFromStore(view, entries.values()), failure);
    }
  }

  private void removeFromStore(StoreView<K, V> view, Collection<EntryPlace<V>> entries) {
    if (cache.statistics().isEnabled()) {
      view.removeAll(entries, cache.statistics()::removal);
    } else {
      view.removeAll(entries);
    }
  }

  void removeAll(StoreView<K, V> view) {
    if (cache.writes().isOn()) {
      view.places(entries -> remove(view, entries));
    } else if (cache.statistics().isEnabled()) {
      view.storedPlaces(places -> removeCounted(view, places));
    }
    cache.locks().outdateAll();
    view.removeAll(); // also what has no key that opens, to be deleted by
  }

  private void removeCounted(StoreView<K, V> view, Collection<EntryPlace<V>> places) {
    try (Held held = cache.locks().pass(places)) {
      held.inStore();
      cache.locks().outdate(places);
      view.removeAll(places, cache.statistics()::removal);
    }
  }

  /** Changes the store for what was written, and then throws what the writer did. */
  private void follow(Map<K, EntryPlace<V>> written, Runnable change, @Nullable Throwable failure) {
    try {
      if (!written.isEmpty()) {
        cache.writes().follow(written.values(), change, cache.locks().timeout());
      }
    } catch (Throwable e) {
      if (failure != null) {
        e.addSuppressed(failure);
      }
      throw e;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof CacheWriterException known) {
      throw known;
    }
  }
}
