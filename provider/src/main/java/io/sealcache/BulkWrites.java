package io.sealcache;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.application.WriteThrough;
import io.sealcache.internal.locks.EntryLocks.EntryLock;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.PendingPart;
import io.sealcache.internal.seal.TenantStore;
import io.sealcache.internal.store.ApplicationObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/** The operations that write many entries. Thread-safe. */
record BulkWrites<K, V>(CacheComponents<K, V> cache) {
  void putAll(TenantStore<K, V> view, Map<? extends K, ? extends V> values) {
    long deadline = cache.locks().deadline();
    try (PendingPart store = new PendingPart()) {
      for (var rest = values.entrySet().iterator(); rest.hasNext(); ) {
        Map<K, V> part = new LinkedHashMap<>();
        while (part.size() < TenantStore.AT_ONCE && rest.hasNext()) {
          var entry = rest.next();
          part.put(entry.getKey(), entry.getValue());
        }
        Map<K, EntryAccess<V>> entries = view.entries(part.keySet());
        // Before the writer hears of a value that can't be.
        Map<K, SealedBytes> sealed = view.seal(entries, part);
        write(
            view,
            entries.values(),
            () -> writeThrough(part, entries),
            () -> {
              if (cache.writes().isOn()) {
                return storeWritten(view, entries, sealed);
              }
              IntSupplier stillborn = view.beginPutAll(entries, sealed);
              return () -> cache.statistics().put(entries.size() - stillborn.getAsInt());
            },
            store,
            deadline);
      }
    }
  }

  private Runnable storeWritten(
      TenantStore<K, V> view, Map<K, EntryAccess<V>> entries, Map<K, SealedBytes> sealed) {
    try {
      int stillborn = view.beginPutAll(entries, sealed).getAsInt();
      return () -> cache.statistics().put(entries.size() - stillborn);
    } catch (CacheEntryListenerException e) { // about what was stored, which stays
      ApplicationObject.closeAfter(e, () -> view.removeStored(entries, sealed));
      throw e;
    }
  }

  private @Nullable Throwable writeThrough(Map<K, V> values, Map<K, EntryAccess<V>> entries) {
    List<Cache.Entry<? extends K, ? extends V>> remaining = new ArrayList<>();
    Throwable failure = cache.writes().writeAll(values, remaining);
    if (failure != null) {
      remaining.forEach(entry -> entries.remove(entry.getKey()));
    }
    return failure;
  }

  void removeAll(TenantStore<K, V> view, Set<? extends K> keys) {
    long deadline = cache.locks().deadline();
    try (PendingPart store = new PendingPart()) {
      for (Iterator<? extends K> rest = keys.iterator(); rest.hasNext(); ) {
        remove(view, view.entries(TenantStore.next(rest)), store, deadline);
      }
    }
  }

  private @Nullable Throwable deleteThrough(Map<K, EntryAccess<V>> entries) {
    Set<K> remaining = new HashSet<>(entries.keySet());
    Throwable failure = cache.writes().deleteAll(remaining);
    if (failure != null) {
      entries.keySet().removeAll(remaining);
    }
    return failure;
  }

  private void remove(
      TenantStore<K, V> view, Map<K, EntryAccess<V>> entries, PendingPart store, long deadline) {
    write(
        view,
        entries.values(),
        () -> deleteThrough(entries),
        () ->
            cache.statistics().countsRemovalOfAll()
                ? view.beginRemoveAll(entries.values(), cache.statistics()::removal)
                : view.beginRemoveAll(entries.values()),
        store,
        deadline);
  }

  void removeAll(TenantStore<K, V> view) {
    if (cache.writes().isOn()) {
      long deadline = cache.locks().deadline();
      try (PendingPart store = new PendingPart()) {
        view.places(entries -> remove(view, entries, store, deadline));
      }
    }
    cache.locks().outdateAll();
    if (!cache.writes().isOn() && cache.statistics().countsRemovalOfAll()) {
      // No entry is held, as for clear: this waits for no processor, and one may call it.
      view.storedPlaces(entries -> view.beginRemoveAll(entries, cache.statistics()::removal).run());
    }
    view.clear(true); // also what has no key that opens, to be deleted by
  }

  /**
   * Writes a part, once the part before has ended; whatever fails, its entries are let go.
   *
   * @param writing tells the writer, if there is one, and takes from {@code entries} those that it
   *     did not write; gives what it threw
   * @param beginning begins to change the store, and gives what waits for that; takes from {@code
   *     entries} those that need not go, though it fails
   * @param deadline of all parts together
   */
  private void write(
      TenantStore<K, V> view,
      Collection<EntryAccess<V>> entries,
      Supplier<@Nullable Throwable> writing,
      Supplier<Runnable> beginning,
      PendingPart store,
      long deadline) {
    store.end();
    EntryLock held = cache.locks().hold(entries, false, deadline);
    if (cache.writes().isOn()) { // which is told of no later part before
      try (held) {
        writeThrough(view, held, entries, writing, beginning);
      }
      return;
    }
    Runnable begun;
    try {
      held.inStore();
      entries.forEach(cache.locks()::outdate);
      begun = beginning.get();
    } catch (Throwable e) {
      held.close();
      throw e;
    }
    store.follow(
        () -> {
          try (held) {
            begun.run();
          }
        });
  }

  /**
   * Changes the store for what was written, and then throws what the writer did. If the store fails
   * they leave the cache: only the system behind the writer is known to hold what was written.
   */
  private void writeThrough(
      TenantStore<K, V> view,
      EntryLock held,
      Collection<EntryAccess<V>> entries,
      Supplier<@Nullable Throwable> writing,
      Supplier<Runnable> beginning) {
    Collection<EntryAccess<V>> all = List.copyOf(entries);
    Throwable failure = writing.get();
    held.inStore();
    all.forEach(cache.locks()::outdate);
    try {
      if (!entries.isEmpty()) {
        beginning.get().run();
      }
    } catch (Throwable e) {
      if (!entries.isEmpty()) {
        forget(view, entries, e);
      }
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

  /**
   * Removes them in one call, and where that fails one by one: others wait meanwhile, and a store
   * that is down may take its time for each.
   */
  private void forget(
      TenantStore<K, V> view, Collection<EntryAccess<V>> entries, Throwable failure) {
    long deadline = cache.locks().deadline();
    int left = entries.size();
    try {
      view.forget(entries);
      return;
    } catch (RuntimeException | Error e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
    for (EntryAccess<V> entry : entries) {
      if (System.nanoTime() - deadline > 0) {
        failure.addSuppressed(
            new CacheException(
                left
                    + " entries that were written through could not be removed from the cache in"
                    + " time: it may hold older values of them"));
        return;
      }
      WriteThrough.forget(entry, null, failure);
      left--;
    }
  }
}
