package io.sealcache;

import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.locks.Load;
import io.sealcache.internal.seal.EntryChange;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.StoreView;
import io.sealcache.internal.seal.Written;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * Loads what one operation missed and enters it: its own keys by one call of the loader, and those
 * that other threads load by waiting for them. Each caller gets objects of its own. One thread's.
 */
final class MissedEntries<K, V> {
  private final CacheComponents<K, V> cache;
  private final StoreView<K, V> view;
  private final Map<K, EntryPlace<V>> entries;
  private final Map<K, Read<V>> reads;
  private final boolean alone;
  private final EntryLocks locks;
  private @Nullable Long deadline; // of all waits, from the first
  private final Map<K, V> values = new HashMap<>();

  /**
   * @param entries of all keys
   * @param seen what was read of them
   * @param alone whether there is but one, for which {@code load} of the loader is called
   */
  MissedEntries(
      CacheComponents<K, V> cache,
      StoreView<K, V> view,
      Map<K, EntryPlace<V>> entries,
      Map<K, Read<V>> seen,
      boolean alone) {
    this.cache = cache;
    this.view = view;
    this.entries = entries;
    this.reads = new HashMap<>(seen);
    this.alone = alone;
    this.locks = cache.locks();
  }

  /**
   * The values for keys that were missed; one without is left out.
   *
   * @param stamp of before they were read
   * @throws CacheLoaderException if the loader fails, here or in the thread that was waited for, or
   *     another thread's took too long
   */
  Map<K, V> load(Set<K> missing, int stamp) {
    Set<K> left = missing;
    while (!left.isEmpty()) {
      left = loadOrAwait(left, stamp);
    }
    return values;
  }

  /** Returns the keys whose loads were given up by others. */
  private Set<K> loadOrAwait(Set<K> missing, int stamp) {
    Map<K, Load> mine = new LinkedHashMap<>();
    Map<K, Load> others = new LinkedHashMap<>();
    try {
      for (K key : missing) {
        Load load = locks.begin(place(entries, key), alone);
        (load.isRunningHere() ? mine : others).put(key, load);
      }
      loadHere(mine, stamp);
    } catch (Throwable e) {
      if (alone) { // else it may be about another's key: who waits finds out by itself
        mine.values().forEach(load -> load.fail(e));
      }
      throw e;
    } finally {
      mine.values().forEach(Load::close);
    }
    Set<K> left = new LinkedHashSet<>();
    others.forEach( // only now, when nobody waits for this thread
        (key, load) -> {
          if (!take(key, await(load))) {
            load.unshare(); // it doesn't open here
            left.add(key);
          }
        });
    return left;
  }

  private Load.Result await(Load load) {
    long end = deadline == null ? locks.deadline() : deadline;
    deadline = end;
    return locks.await(load, end);
  }

  /** False where it says nothing. */
  private boolean take(K key, Load.Result result) {
    if (result instanceof Load.Result.Loaded loaded) {
      return found(key, place(entries, key).open(loaded.value()));
    }
    return result instanceof Load.Result.Nothing;
  }

  private boolean found(K key, @Nullable Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      values.put(key, present.value());
    }
    return read instanceof Read.Present;
  }

  private void loadHere(Map<K, Load> mine, int stamp) {
    Map<K, Load> absent = new LinkedHashMap<>(mine);
    if (stamp != locks.stamp() && !mine.isEmpty()) {
      reads.putAll(peek(mine.keySet()));
      absent.entrySet().removeIf(each -> isThere(each.getKey(), each.getValue()));
    }
    enter(absent, loaded(absent.keySet()));
  }

  private Map<K, Read<V>> peek(Collection<K> keys) {
    Map<K, EntryPlace<V>> places = new LinkedHashMap<>(entries);
    places.keySet().retainAll(keys);
    return view.peekAll(places);
  }

  private boolean isThere(K key, Load load) {
    Read<V> read = place(reads, key);
    if (read instanceof Read.Present<V> present) {
      load.end(new Load.Result.Loaded(present.stored()));
    }
    return found(key, read);
  }

  private Map<K, V> loaded(Set<K> keys) {
    if (!alone) {
      return cache.reads().loadAll(keys);
    }
    Map<K, V> loaded = new HashMap<>();
    for (K key : keys) {
      V value = cache.reads().load(key);
      if (value != null) {
        loaded.put(key, value);
      }
    }
    return loaded;
  }

  /** Enters what was loaded, together, but for entries that others change or have changed. */
  private void enter(Map<K, Load> mine, Map<K, V> loaded) {
    Map<K, EntryChange<V>> entered = new LinkedHashMap<>();
    Set<K> notEntered = new LinkedHashSet<>();
    try {
      mine.forEach(
          (key, load) -> {
            V value = loaded.get(key);
            if (value == null) {
              load.end(new Load.Result.Nothing());
              return;
            }
            EntryChange<V> change =
                EntryChange.storing(place(entries, key), place(reads, key), value);
            load.end(new Load.Result.Loaded(change.sealed()));
            values.put(key, value);
            if (locks.mayEnter(place(entries, key), load)) {
              entered.put(key, change);
            } else {
              change.close();
              notEntered.add(key);
            }
          });
      view.make(entered.values());
      entered.forEach((key, change) -> found(key, change.found())); // of all, before one fails
      entered.forEach(
          (key, change) -> {
            // Who holds it by now may have seen nothing there, and left it so.
            if (change.mayBeStored() && !locks.mayEnter(place(entries, key), place(mine, key))) {
              change.withdraw();
            }
          });
    } finally {
      entered.values().forEach(EntryChange::close);
    }
    if (!notEntered.isEmpty()) {
      peek(notEntered).forEach(this::found);
    }
    for (EntryChange<V> change : entered.values()) {
      if (change.written() == Written.LOST) {
        cache.store().statistics().lostRaces.increment();
      }
    }
  }

  static <K, T> T place(Map<K, T> places, K key) {
    T place = places.get(key);
    if (place == null) {
      throw new CacheLoaderException("The cache loader answered with a key that was not asked for");
    }
    return place;
  }
}
