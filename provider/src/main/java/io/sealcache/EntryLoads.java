package io.sealcache;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.locks.EntryLock;
import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.locks.Load;
import io.sealcache.internal.locks.WaitBudget;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.EntryChange;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.TenantStore;
import io.sealcache.internal.seal.WriteOutcome;
import io.sealcache.internal.store.EachInTurn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The loads of one operation: its own keys by one call of the loader, and those that other threads
 * load by waiting for them. Each caller gets objects of its own. Until it is closed, who misses the
 * same entries gets what it loaded. One thread's.
 */
final class EntryLoads<K, V> implements AutoCloseable {
  private final CacheComponents<K, V> cache;
  private final TenantStore<K, V> view;
  private final Map<K, EntryAccess<V>> entries;
  private final int stamp;
  private final boolean alone;
  private final EntryLocks locks;
  private final WaitBudget patience;
  private final Map<K, Load> loads = new LinkedHashMap<>();
  private final Map<K, V> values = new HashMap<>();

  /**
   * @param entries of all keys
   * @param stamp of before they were read
   * @param alone whether there is but one, for which {@code load} of the loader is called
   */
  EntryLoads(
      CacheComponents<K, V> cache,
      TenantStore<K, V> view,
      Map<K, EntryAccess<V>> entries,
      int stamp,
      boolean alone) {
    this(cache, view, entries, stamp, alone, cache.locks().patience());
  }

  /** As above, as some of the loads of an operation. */
  EntryLoads(
      CacheComponents<K, V> cache,
      TenantStore<K, V> view,
      Map<K, EntryAccess<V>> entries,
      int stamp,
      boolean alone,
      WaitBudget patience) {
    this.cache = cache;
    this.view = view;
    this.entries = entries;
    this.stamp = stamp;
    this.alone = alone;
    this.locks = cache.locks();
    this.patience = patience;
  }

  /**
   * The values for keys that were missed, which enter the cache; one without is left out.
   *
   * @param seen what was read of them
   * @throws CacheLoaderException if the loader fails, here or in the thread that was waited for, or
   *     another thread's took too long
   */
  Map<K, V> load(Set<K> missing, Map<K, Read<V>> seen) {
    Map<K, Read<V>> reads = new HashMap<>(seen);
    Set<K> left = missing;
    while (!left.isEmpty()) {
      left = loadOrAwait(left, reads, loaded -> enter(loaded, reads));
    }
    return values;
  }

  /**
   * As above, of one that is absent, and that its caller enters while nobody has changed it; null
   * if it has no value. A second call loads again.
   */
  @Nullable V loadOnly(K key) {
    close();
    values.clear();
    while (!loadOrAwait(Set.of(key), new HashMap<>(), this::share).isEmpty()) {
      // another gave it up
    }
    return values.get(key);
  }

  /** Whether nobody changed the entry in this JVM since it was loaded, if it was. */
  boolean isUpToDate(K key) {
    Load load = loads.get(key);
    return load == null || load.isUpToDate();
  }

  /** Returns the keys whose loads were given up by others. */
  private Set<K> loadOrAwait(
      Set<K> missing, Map<K, Read<V>> reads, Consumer<Map<K, V>> whenLoaded) {
    Map<K, Load> others = new LinkedHashMap<>();
    try {
      for (K key : missing) {
        Load load = locks.begin(of(entries, key), alone);
        close(loads.put(key, load));
        if (!load.isOurs()) {
          others.put(key, load);
        }
      }
      Set<K> ours = new LinkedHashSet<>(missing);
      ours.removeAll(others.keySet());
      whenLoaded.accept(loaded(ours, reads));
    } catch (Throwable e) { // maybe of this thread alone: who waits finds out by itself
      close();
      throw e;
    }
    Set<K> left = new LinkedHashSet<>();
    others.forEach( // only now, when nobody waits for this thread
        (key, load) -> {
          if (!take(key, locks.await(load, patience))) {
            load.unshare(); // it doesn't open here
            left.add(key);
          }
        });
    return left;
  }

  /** False where it says nothing. */
  private boolean take(K key, Load.Result result) {
    return result.isKnown()
        && (result.value() == null || found(key, of(entries, key).open(result.value())));
  }

  private boolean found(K key, @Nullable Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      values.put(key, present.value());
    }
    return read instanceof Read.Present;
  }

  /** The loader's values for those of ours that are not there by now. */
  private Map<K, V> loaded(Set<K> ours, Map<K, Read<V>> reads) {
    if (stamp != locks.stamp() && !ours.isEmpty()) {
      reads.putAll(peek(ours));
      ours.removeIf(key -> isThere(key, of(reads, key)));
    }
    Map<K, V> loaded = alone ? loadedAlone(ours) : cache.reads().loadAll(ours);
    ours.stream().filter(key -> !loaded.containsKey(key)).forEach(key -> of(loads, key).end(null));
    return loaded;
  }

  private Map<K, V> loadedAlone(Set<K> keys) {
    Map<K, V> loaded = new HashMap<>();
    for (K key : keys) {
      V value = loadOne(key);
      if (value != null) {
        loaded.put(key, value);
      }
    }
    return loaded;
  }

  /** What the loader fails with is about this key: all who wait for it throw the same. */
  private @Nullable V loadOne(K key) {
    try {
      return cache.reads().load(key);
    } catch (Throwable e) {
      of(loads, key).fail(e);
      throw e;
    }
  }

  private Map<K, Read<V>> peek(Set<K> keys) {
    Map<K, EntryAccess<V>> places = new LinkedHashMap<>(entries);
    places.keySet().retainAll(keys);
    return view.peekAll(places);
  }

  private boolean isThere(K key, Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      of(loads, key).end(present.stored());
    }
    return found(key, read);
  }

  // Whoever enters it may yet replace what can't be sealed.
  private void share(Map<K, V> loaded) {
    values.putAll(loaded);
    loaded.forEach(
        (key, value) -> {
          try {
            of(loads, key).end(of(entries, key).seal(value));
          } catch (CacheException e) {
            of(loads, key).fail(e);
          }
        });
  }

  /** Enters what was loaded, together, except entries that others change or have changed. */
  private void enter(Map<K, V> loaded, Map<K, Read<V>> reads) {
    Map<K, EntryChange<V>> entered = new LinkedHashMap<>();
    loaded.forEach(
        (key, value) -> {
          EntryChange<V> change = EntryChange.storing(of(entries, key), of(reads, key), value);
          of(loads, key).end(change.sealed());
          entered.put(key, change);
        });
    values.putAll(loaded);
    Set<K> others = new LinkedHashSet<>(entered.keySet());
    entered.keySet().removeIf(key -> !mayEnter(key));
    others.removeAll(entered.keySet());
    view.make(entered.values());
    entered.forEach((key, change) -> found(key, change.found())); // of all, before one fails
    // Whoever holds it by now may have seen nothing there, and left it so.
    entered.forEach((key, change) -> change.withdrawUnless(() -> mayEnter(key)));
    if (!others.isEmpty()) {
      peek(others).forEach(this::found);
    }
    for (EntryChange<V> change : entered.values()) {
      if (change.written() == WriteOutcome.LOST) {
        cache.store().statistics().lostRaces.increment();
      }
    }
    loads.values().stream().filter(Load::isOurs).forEach(Load::close);
    loads.values().removeIf(Load::isOurs);
  }

  private boolean mayEnter(K key) {
    return locks.mayEnter(of(entries, key), of(loads, key));
  }

  /**
   * Loads all, and replaces what is there, except entries that are changed while the loader runs.
   */
  void replace() {
    entries.forEach((key, entry) -> loads.put(key, locks.watch(entry)));
    Map<K, V> loaded = cache.reads().loadAll(entries.keySet());
    Map<K, EntryAccess<V>> found = new LinkedHashMap<>(entries);
    found.keySet().retainAll(loaded.keySet());
    Map<K, SealedBytes> sealed = view.seal(found, loaded);
    // As a write: a value on its way through a writer must not be overtaken by an older one.
    try (EntryLock held = locks.pass(found.values())) {
      found.keySet().forEach(key -> of(loads, key).outdateOthers());
      found.keySet().removeIf(key -> !isUpToDate(key));
      held.inStore();
      List<Runnable> steps = new ArrayList<>();
      if (!found.isEmpty()) {
        steps.add(
            () -> {
              var unused = view.beginPutAll(found, sealed).getAsInt(); // statistics count no loads
            });
      }
      found.forEach((key, entry) -> steps.add(() -> withdrawOutdated(key, of(sealed, key))));
      EachInTurn.run(steps, Runnable::run);
    }
  }

  private void withdrawOutdated(K key, SealedBytes written) {
    if (!isUpToDate(key)) {
      of(entries, key).withdraw(written);
    }
  }

  private static <K, T> T of(Map<K, T> all, K key) {
    T found = all.get(key);
    if (found == null) {
      throw new CacheLoaderException("The cache loader answered with a key that was not asked for");
    }
    return found;
  }

  private static void close(@Nullable Load load) {
    if (load != null) {
      load.close();
    }
  }

  @Override
  public void close() {
    loads.values().forEach(Load::close);
    loads.clear();
  }
}
