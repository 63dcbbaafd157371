package io.sealcache;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.locks.OwnLoad;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.PartUnderWay;
import io.sealcache.internal.seal.StoreView;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads entries part by part, and replaces what is there. One part is sealed while the store writes
 * the one before; none is under way while the loader runs, which may take its time. One thread's.
 */
final class ReplacingLoad<K, V> implements AutoCloseable {
  private final CacheComponents<K, V> cache;
  private final StoreView<K, V> view;
  private @Nullable Part sealed;

  ReplacingLoad(CacheComponents<K, V> cache, StoreView<K, V> view) {
    this.cache = cache;
    this.view = view;
  }

  /** Loads a part; it is stored when the next one is loaded, or at the end. */
  void add(Map<K, EntryPlace<V>> entries) {
    Part part = new Part(entries);
    try {
      part.load();
      try (PartUnderWay store = new PartUnderWay()) {
        storeLast(store);
        part.seal();
      }
    } catch (Throwable e) {
      part.close();
      throw e;
    }
    sealed = part;
  }

  /** Stores the last part. */
  @Override
  public void close() {
    try (PartUnderWay store = new PartUnderWay()) {
      storeLast(store);
    }
  }

  private void storeLast(PartUnderWay store) {
    Part last = sealed;
    sealed = null;
    if (last != null) {
      store.follow(last.begin());
    }
  }

  /** A part, and what tells that an entry of it was changed since it was loaded. */
  private final class Part {
    private final Map<K, EntryPlace<V>> entries;
    private final Map<K, OwnLoad> marks = new HashMap<>();
    private Map<K, V> loaded = Map.of();
    private Map<K, SealedBytes> values = Map.of();

    private Part(Map<K, EntryPlace<V>> entries) {
      this.entries = entries;
    }

    private void load() {
      entries.forEach((key, entry) -> marks.put(key, cache.loads().mark(entry)));
      loaded = cache.reads().loadAll(entries.keySet());
      entries.keySet().retainAll(loaded.keySet());
    }

    private void seal() {
      values = view.seal(entries, loaded);
      loaded = Map.of();
    }

    // As a write: a value on its way through a writer must not be overtaken by an older one.
    private Runnable begin() {
      try {
        return begin(cache.locks().pass(entries.values()));
      } catch (Throwable e) {
        close();
        throw e;
      }
    }

    private Runnable begin(EntryLocks.Passage held) {
      try {
        // Nor may a newer value that was put while the loader ran.
        entries.keySet().removeIf(key -> !mark(key).isUpToDate());
        held.inStore();
        outdateOthers();
        IntSupplier begun = entries.isEmpty() ? () -> 0 : view.beginPutAll(entries, values);
        return () -> end(held, begun);
      } catch (Throwable e) {
        outdateOthers();
        held.close();
        throw e;
      }
    }

    private void end(EntryLocks.Passage held, IntSupplier begun) {
      try (held) {
        try {
          var unused = begun.getAsInt(); // statistics count no loads
        } finally {
          outdateOthers();
        }
        entries.forEach(
            (key, entry) -> {
              if (!mark(key).isUpToDate()) {
                entry.withdraw(BulkLoad.place(values, key));
              }
            });
      } finally {
        close();
      }
    }

    private OwnLoad mark(K key) {
      return BulkLoad.place(marks, key);
    }

    private void outdateOthers() {
      entries.forEach((key, entry) -> cache.loads().outdateOthers(entry, mark(key)));
    }

    private void close() {
      marks.values().forEach(OwnLoad::close);
    }
  }
}
