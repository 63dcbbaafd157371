package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.PendingPart;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.TenantStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** The operations that read, and load what is missing. Thread-safe. */
record CacheReads<K, V>(CacheComponents<K, V> cache) {
  @Nullable V get(TenantStore<K, V> view, K key) {
    long start = cache.statistics().begin();
    EntryAccess<V> entry = view.entry(key);
    int stamp = cache.locks().stamp();
    Read<V> read = entry.read();
    V value = cache.value(read);
    cache.statistics().read(value != null);
    cache.statistics().end(CacheStatistics.GET, start);
    if (value != null || !cache.reads().loadsOnMiss()) {
      return value;
    }
    long deadline = cache.locks().deadline();
    try (var loads = new EntryLoads<>(cache, view, Map.of(key, entry), stamp, true, deadline)) {
      return loads.load(Set.of(key), Map.of(key, read)).get(key);
    }
  }

  Map<K, V> getAll(TenantStore<K, V> view, Set<? extends K> keys) {
    Map<K, V> values = new HashMap<>();
    long deadline = cache.locks().deadline();
    // One part is opened while the store reads the next, unless what is missing is loaded.
    try (PendingPart store = new PendingPart()) {
      for (Iterator<? extends K> rest = keys.iterator(); rest.hasNext(); ) {
        int stamp = cache.locks().stamp();
        Map<K, EntryAccess<V>> entries = view.entries(TenantStore.next(rest));
        Supplier<Map<K, Read<V>>> begun = view.beginReadAll(entries);
        store.follow(() -> take(view, entries, begun.get(), stamp, deadline, values));
        if (cache.reads().loadsOnMiss()) {
          store.end();
        }
      }
    }
    return values;
  }

  private void take(
      TenantStore<K, V> view,
      Map<K, EntryAccess<V>> entries,
      Map<K, Read<V>> reads,
      int stamp,
      long deadline,
      Map<K, V> values) {
    Set<K> missing = new LinkedHashSet<>();
    reads.forEach(
        (key, read) -> {
          V value = cache.value(read);
          if (value == null) {
            missing.add(key);
          } else {
            values.put(key, value);
          }
        });
    cache.statistics().read(reads.size() - missing.size(), missing.size());
    if (cache.reads().loadsOnMiss()) {
      try (var loads = new EntryLoads<>(cache, view, entries, stamp, false, deadline)) {
        values.putAll(loads.load(missing, reads));
      }
    }
  }

  /**
   * Presence is a claim too: the entry is opened, silently, and decoded, since one that the codec
   * refuses is not there for any other operation. Nobody is handed the value.
   */
  boolean containsKey(TenantStore<K, V> view, K key) {
    return cache.value(view.entry(key).peek()) != null;
  }

  /**
   * Loads on the executor; what fails is told to {@code listener}. Without a loader it is told at
   * once.
   *
   * @throws javax.cache.CacheException if the caller is in the code that is called for such an
   *     entry: who waits for the load there would wait for itself
   */
  void loadAll(
      TenantStore<K, V> view,
      Set<? extends K> keys,
      boolean replaceExisting,
      @Nullable CompletionListener listener) {
    if (!cache.reads().hasLoader()) {
      if (listener != null) {
        listener.onCompletion();
      }
      return;
    }
    CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    if (listener != null) {
      var unused = loaded.whenComplete((yes, failure) -> tell(listener, failure));
    }
    Set<K> wanted = new HashSet<>(keys);
    if (!cache.locks().isIdle()) {
      wanted.forEach(key -> cache.locks().requireNotOwn(view.entry(key)));
    }
    Runnable load =
        cache
            .tenant()
            .carry(() -> completing(loaded, () -> loadNow(view, wanted, replaceExisting)));
    try {
      requireNonNull(cache.loadExecutor()).execute(() -> completing(loaded, load));
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException(
          "Cache '" + cache.name() + "' was closed during this call", e);
    }
  }

  /** An exception of the listener is nobody else's: the future would keep it to itself. */
  private static void tell(CompletionListener listener, @Nullable Throwable failure) {
    try {
      if (failure == null) {
        tellCompletion(listener);
      } else {
        listener.onException(
            failure instanceof CacheException known
                ? known
                : new CacheLoaderException("loadAll failed", failure));
      }
    } catch (Throwable e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  private static void tellCompletion(CompletionListener listener) {
    try {
      listener.onCompletion();
    } catch (Exception e) {
      listener.onException(e);
    }
  }

  /** Whatever fails is told, once, or the application waits for ever. */
  private static void completing(CompletableFuture<Boolean> loaded, Runnable load) {
    try {
      load.run();
      loaded.complete(true);
    } catch (Throwable e) {
      loaded.completeExceptionally(e);
      if (e instanceof Error error) {
        throw error;
      }
    }
  }

  private void loadNow(TenantStore<K, V> view, Set<K> keys, boolean replaceExisting) {
    long deadline = cache.locks().deadline();
    for (Iterator<K> rest = keys.iterator(); rest.hasNext(); ) {
      Map<K, EntryAccess<V>> entries = view.entries(TenantStore.next(rest));
      int stamp = cache.locks().stamp();
      try (var loads = new EntryLoads<>(cache, view, entries, stamp, false, deadline)) {
        if (replaceExisting) {
          loads.replace();
        } else {
          Map<K, Read<V>> reads = view.peekAll(entries);
          Set<K> missing = new LinkedHashSet<>(entries.keySet());
          missing.removeIf(key -> cache.value(requireNonNull(reads.get(key))) != null);
          loads.load(missing, reads);
        }
      }
    }
  }
}
