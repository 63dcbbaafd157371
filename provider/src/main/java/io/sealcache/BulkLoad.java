package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.locks.Held;
import io.sealcache.internal.locks.KeyLoads;
import io.sealcache.internal.locks.Patience;
import io.sealcache.internal.seal.EntryChanges;
import io.sealcache.internal.seal.EntryChanges.Pending;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.StoreView;
import io.sealcache.internal.seal.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * Loads many keys that one operation missed: its own by one call of the loader, and what other
 * threads load by waiting for them. One thread's.
 */
final class BulkLoad<K, V> {
  private final SharedLoads<K, V> loads;
  private final StoreView<K, V> view;
  private final Map<K, EntryPlace<V>> entries;
  private final Map<K, Read<V>> reads;
  private final Patience patience;
  private final Map<K, KeyLoads.Load> mine = new LinkedHashMap<>();
  private final Map<K, KeyLoads.Load> others = new LinkedHashMap<>();
  private final Set<K> nested = new LinkedHashSet<>();
  private final Map<K, V> values = new HashMap<>();

  /**
   * @param entries of all keys
   * @param seen what was read of them
   */
  BulkLoad(
      SharedLoads<K, V> loads,
      StoreView<K, V> view,
      Map<K, EntryPlace<V>> entries,
      Map<K, Read<V>> seen) {
    this.loads = loads;
    this.view = view;
    this.entries = entries;
    this.reads = new HashMap<>(seen);
    this.patience = loads.patience(); // one for all keys
  }

  /**
   * The values for keys that were missed; one without is left out.
   *
   * @param stamp of before they were read
   */
  Map<K, V> load(Set<K> missing, int stamp) {
    try {
      missing.forEach(this::begin);
      loadMine(stamp);
      for (K key : nested) {
        put(key, loads.loadAlone(key, place(entries, key), place(reads, key), patience));
      }
    } finally {
      // If it failed, then maybe for another's key: those who wait find out by themselves.
      mine.values().forEach(KeyLoads.Load::close);
    }
    // Only now, when nobody waits for this thread.
    others.forEach(
        (key, load) ->
            put(key, loads.await(load, key, place(entries, key), place(reads, key), patience)));
    return values;
  }

  private void begin(K key) {
    KeyLoads.Turn turn = loads.beginAmongOthers(place(entries, key));
    if (turn instanceof KeyLoads.Turn.First first) {
      mine.put(key, first.load());
    } else if (turn instanceof KeyLoads.Turn.Later later) {
      others.put(key, later.load());
    } else {
      nested.add(key);
    }
  }

  private void loadMine(int stamp) {
    if (stamp != loads.stamp() && !mine.isEmpty()) {
      Map<K, EntryPlace<V>> again = new LinkedHashMap<>(entries);
      again.keySet().retainAll(mine.keySet());
      reads.putAll(view.peekAll(again));
    }
    Set<K> absent = new LinkedHashSet<>(mine.keySet());
    mine.forEach(
        (key, load) -> {
          if (SharedLoads.told(load, place(reads, key)) instanceof Read.Present<V> present) {
            found(key, present);
            absent.remove(key);
          }
        });
    Map<K, V> loaded = loads.reads().loadAll(absent);
    enterTogether(absent, loaded);
    for (K key : absent) {
      put(
          key,
          loads.loadInto(
              load(key), place(entries, key), place(reads, key), () -> loaded.get(key), patience));
    }
  }

  /**
   * Enters what was loaded, together, but for entries that others are changing: those are waited
   * for by themselves, when nobody waits for this thread.
   *
   * @param absent keeps the keys of those that were not entered
   */
  private void enterTogether(Set<K> absent, Map<K, V> loaded) {
    List<Held> held = new ArrayList<>();
    Map<K, Pending<V>> entered = new LinkedHashMap<>();
    try (EntryChanges<V> changes = view.changes()) {
      for (K key : List.copyOf(absent)) {
        V value = loaded.get(key);
        EntryPlace<V> entry = place(entries, key);
        Held passage = value == null ? null : loads.entering().passIfFree(entry);
        if (value == null || passage == null) {
          continue;
        }
        held.add(passage);
        if (load(key).isUpToDate()) {
          Pending<V> change = changes.compareAndSet(entry, place(reads, key), value);
          load(key).end(new KeyLoads.Result.Loaded(change.sealed()));
          entered.put(key, change);
          values.put(key, value);
          absent.remove(key);
        }
      }
      changes.make();
      entered.forEach(this::takeFound); // of all, before one fails
      entered.forEach(this::withdrawOutdated);
    } finally {
      held.forEach(Held::close);
    }
    entered.values().forEach(this::settle);
  }

  private void takeFound(K key, Pending<V> change) {
    if (change.found() instanceof Read.Present<V> present) {
      found(key, present);
    }
  }

  private void withdrawOutdated(K key, Pending<V> change) {
    if (change.isStored() && !load(key).isUpToDate()) {
      place(entries, key).withdraw(change.sealed());
    }
  }

  private void settle(Pending<V> change) {
    if (change.outcome().written() == Written.LOST) {
      loads.entering().lostRace();
    }
  }

  private void found(K key, Read.Present<V> present) {
    values.put(key, present.value());
  }

  private void put(K key, @Nullable V value) {
    if (value != null) {
      values.put(key, value);
    }
  }

  private KeyLoads.Load load(K key) {
    return requireNonNull(mine.get(key));
  }

  static <K, T> T place(Map<K, T> places, K key) {
    T place = places.get(key);
    if (place == null) {
      throw new CacheLoaderException("The cache loader answered with a key that was not asked for");
    }
    return place;
  }
}
