package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.application.ReadThrough;
import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.locks.Held;
import io.sealcache.internal.locks.KeyLoads;
import io.sealcache.internal.locks.OwnLoad;
import io.sealcache.internal.seal.Compared;
import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.EntryChanges;
import io.sealcache.internal.seal.EntryChanges.Pending;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.Replacement;
import io.sealcache.internal.seal.Sealed;
import io.sealcache.internal.seal.StoreEntry;
import io.sealcache.internal.seal.StoreView;
import io.sealcache.internal.seal.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * Loads what was missed, once for all threads of this JVM that miss it meanwhile, and enters it:
 * docs/adr/0019. Each caller gets an object of its own. Thread-safe.
 */
final class SharedLoads<K, V> {
  private final ReadThrough<K, V> reads;
  private final EncryptedStore<K, V> store;
  private final EntryLocks locks;
  private final KeyLoads loads;

  SharedLoads(ReadThrough<K, V> reads, EncryptedStore<K, V> store, EntryLocks locks) {
    this.reads = reads;
    this.store = store;
    this.locks = locks;
    this.loads = locks.loads();
  }

  ReadThrough<K, V> reads() {
    return reads;
  }

  /** Begins or joins the load of one key. */
  KeyLoads.Turn begin(StoreEntry<V> entry) {
    return loads.begin(entry.key().text(), true);
  }

  /** Taken before a read that may miss. */
  int stamp() {
    return loads.stamp();
  }

  /**
   * The value for a read that missed; null if there is none.
   *
   * @param stamp of before the read
   */
  @Nullable V loadOnMiss(K key, StoreEntry<V> entry, Read<V> seen, int stamp) {
    if (!reads.loadsOnMiss()) {
      return null;
    }
    KeyLoads.Turn turn = begin(entry);
    if (turn instanceof KeyLoads.Turn.First first) {
      try (KeyLoads.Load load = first.load()) {
        return stamp == loads.stamp()
            ? loadInto(load, entry, seen, () -> reads.load(key), handedOut())
            : loadUnlessThere(load, key, entry);
      }
    }
    return turn instanceof KeyLoads.Turn.Later later
        ? await(later.load(), key, entry, seen)
        : loadAlone(key, entry, seen, handedOut());
  }

  /** Of a value that the caller is handed. */
  private static <V> Consumer<V> handedOut() {
    return opened -> {};
  }

  private @Nullable V loadUnlessThere(KeyLoads.Load load, K key, StoreEntry<V> entry) {
    Read<V> again = peek(load, entry);
    return again instanceof Read.Present<V> present
        ? present.value()
        : loadInto(load, entry, again, () -> reads.load(key), handedOut());
  }

  private Read<V> peek(KeyLoads.Load load, StoreEntry<V> entry) {
    try {
      return told(load, entry.peek());
    } catch (RuntimeException | Error e) {
      load.end(new KeyLoads.Result.Failed(e));
      throw e;
    }
  }

  private static <V> Read<V> told(KeyLoads.Load load, Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      load.end(new KeyLoads.Result.Loaded(new Sealed(present.carrier())));
    }
    return read;
  }

  private @Nullable V loadInto(
      KeyLoads.Load load,
      StoreEntry<V> entry,
      Read<V> seen,
      Supplier<@Nullable V> source,
      Consumer<V> opened) {
    try {
      V loaded = source.get();
      if (loaded != null) {
        return enter(load, load::isUpToDate, entry, seen, loaded, opened);
      }
      load.end(new KeyLoads.Result.Nothing());
      return null;
    } catch (RuntimeException | Error e) {
      load.end(new KeyLoads.Result.Failed(e));
      throw e;
    }
  }

  /**
   * The values for keys that were missed; one without is left out.
   *
   * @param entries of all keys
   * @param stamp of before they were read
   * @param opened takes values that were opened, to be given up where nobody is handed them
   */
  Map<K, V> loadAll(
      StoreView<K, V> view,
      Map<K, StoreEntry<V>> entries,
      Map<K, Read<V>> seen,
      Set<K> missing,
      int stamp,
      Consumer<V> opened) {
    Map<K, KeyLoads.Load> mine = new LinkedHashMap<>();
    Map<K, KeyLoads.Load> others = new LinkedHashMap<>();
    Set<K> nested = new LinkedHashSet<>();
    Map<K, V> values = new HashMap<>();
    try {
      for (K key : missing) {
        KeyLoads.Turn turn = loads.begin(place(entries, key).key().text(), false);
        if (turn instanceof KeyLoads.Turn.First first) {
          mine.put(key, first.load());
        } else if (turn instanceof KeyLoads.Turn.Later later) {
          others.put(key, later.load());
        } else {
          nested.add(key);
        }
      }
      loadMine(view, entries, seen, mine, stamp, values, opened);
      for (K key : nested) {
        put(values, key, loadAlone(key, place(entries, key), place(seen, key), opened));
      }
    } finally {
      // If it failed, then maybe for another's key: those who wait find out by themselves.
      mine.values().forEach(KeyLoads.Load::close);
    }
    // Only now, when nobody waits for this thread.
    others.forEach(
        (key, load) ->
            put(values, key, await(load, key, place(entries, key), place(seen, key), opened)));
    return values;
  }

  private void loadMine(
      StoreView<K, V> view,
      Map<K, StoreEntry<V>> entries,
      Map<K, Read<V>> seen,
      Map<K, KeyLoads.Load> mine,
      int stamp,
      Map<K, V> values,
      Consumer<V> opened) {
    Map<K, Read<V>> reads = new HashMap<>(seen);
    if (stamp != loads.stamp() && !mine.isEmpty()) {
      Map<K, StoreEntry<V>> again = new LinkedHashMap<>(entries);
      again.keySet().retainAll(mine.keySet());
      reads.putAll(view.peekAll(again));
    }
    Set<K> absent = new LinkedHashSet<>(mine.keySet());
    mine.forEach(
        (key, load) -> {
          if (told(load, place(reads, key)) instanceof Read.Present<V> present) {
            values.put(key, present.value());
            opened.accept(present.value());
            absent.remove(key);
          }
        });
    Map<K, V> loaded = this.reads.loadAll(absent);
    enterTogether(view, entries, reads, mine, absent, loaded, values, opened);
    for (K key : absent) {
      KeyLoads.Load load = requireNonNull(mine.get(key));
      put(
          values,
          key,
          loadInto(load, place(entries, key), place(reads, key), () -> loaded.get(key), opened));
    }
  }

  /**
   * Enters what was loaded, together, but for entries that others are changing: those are waited
   * for by themselves, when nobody waits for this thread.
   *
   * @param absent keeps the keys of those that were not entered
   */
  private void enterTogether(
      StoreView<K, V> view,
      Map<K, StoreEntry<V>> entries,
      Map<K, Read<V>> reads,
      Map<K, KeyLoads.Load> mine,
      Set<K> absent,
      Map<K, V> loaded,
      Map<K, V> values,
      Consumer<V> opened) {
    List<Held> held = new ArrayList<>();
    Map<K, Pending<V>> entered = new LinkedHashMap<>();
    try (EntryChanges<V> changes = view.changes()) {
      for (K key : List.copyOf(absent)) {
        V value = loaded.get(key);
        StoreEntry<V> entry = place(entries, key);
        KeyLoads.Load load = requireNonNull(mine.get(key));
        Held passage = value == null || locks.isOwn(entry) ? null : locks.passIfFree(entry);
        if (value == null || passage == null) {
          continue;
        }
        held.add(passage);
        if (load.isUpToDate()) {
          Pending<V> change = changes.compareAndSet(entry, place(reads, key), value);
          load.end(new KeyLoads.Result.Loaded(change.sealed()));
          entered.put(key, change);
          values.put(key, value);
          absent.remove(key);
        }
      }
      changes.make();
      entered.forEach(
          (key, change) -> {
            if (change.found() instanceof Read.Present<V> present) {
              opened.accept(present.value()); // all of them, before one fails
              values.put(key, present.value());
            }
          });
      entered.forEach(
          (key, change) -> {
            if (change.isStored() && !requireNonNull(mine.get(key)).isUpToDate()) {
              place(entries, key).withdraw(change.sealed());
            }
          });
    } finally {
      held.forEach(Held::close);
    }
    entered.forEach(
        (key, change) -> {
          if (change.outcome().written() == Written.LOST) {
            store.statistics().lostRace();
          }
        });
  }

  private static <K, V> void put(Map<K, V> values, K key, @Nullable V value) {
    if (value != null) {
      values.put(key, value);
    }
  }

  static <K, T> T place(Map<K, T> places, K key) {
    T place = places.get(key);
    if (place == null) {
      throw new CacheLoaderException("The cache loader answered with a key that was not asked for");
    }
    return place;
  }

  /** What another thread loads, or this one for itself where that one waits for it. */
  @Nullable V await(KeyLoads.Load load, K key, StoreEntry<V> entry, Read<V> seen) {
    return await(load, key, entry, seen, handedOut());
  }

  private @Nullable V await(
      KeyLoads.Load load, K key, StoreEntry<V> entry, Read<V> seen, Consumer<V> opened) {
    KeyLoads.Result result = loads.await(load);
    if (result instanceof KeyLoads.Result.Nothing) {
      return null;
    }
    if (result instanceof KeyLoads.Result.Failed failed) {
      throw asSeenHere(failed.failure());
    }
    if (result instanceof KeyLoads.Result.Loaded loaded
        && entry.open(loaded.value()) instanceof Read.Present<V> present) {
      opened.accept(present.value());
      return present.value();
    }
    return loadAlone(key, entry, seen, opened); // or two loads wait for each other
  }

  private static RuntimeException asSeenHere(Throwable failure) {
    return failure instanceof RuntimeException known
        ? known
        : new CacheLoaderException("The load of this entry failed in another thread", failure);
  }

  /** Loads beside another load of the same key, which the others share. */
  @Nullable V loadAlone(K key, StoreEntry<V> entry, Read<V> seen) {
    return loadAlone(key, entry, seen, handedOut());
  }

  private @Nullable V loadAlone(K key, StoreEntry<V> entry, Read<V> seen, Consumer<V> opened) {
    try (OwnLoad alone = loads.beginAlone(entry.key().text())) {
      V loaded = reads.load(key);
      return loaded == null ? null : enter(null, alone::isUpToDate, entry, seen, loaded, opened);
    }
  }

  /** Enters a loaded value where nothing readable is; if another was faster, its value counts. */
  private V enter(
      KeyLoads.@Nullable Load load,
      BooleanSupplier isUpToDate,
      StoreEntry<V> entry,
      Read<V> seen,
      V loaded,
      Consumer<V> opened) {
    try (Replacement<V> change = entry.replacement(seen, loaded)) {
      if (load != null) {
        // Before anything is waited for: a processor may wait for this load, and this thread for
        // it.
        load.end(new KeyLoads.Result.Loaded(change.sealed()));
      }
      if (locks.isOwn(entry)) {
        return loaded; // called by a processor of this very entry, which it would outrun
      }
      try (Held held = locks.passIfPossible(entry)) {
        if (!isUpToDate.getAsBoolean()) {
          return valueOr(loaded, entry.peek(), opened);
        }
        Compared<V> compared = entry.compareAndSet(change, () -> {});
        if (compared.written() == Written.LOST) {
          store.statistics().lostRace();
          return valueOr(loaded, compared.found(), opened);
        }
        if (compared.written() == Written.STORED && !isUpToDate.getAsBoolean()) {
          entry.withdraw(change.sealed()); // a write that looks at nothing came between
        }
        return loaded;
      }
    }
  }

  private static <V> V valueOr(V loaded, @Nullable Read<V> found, Consumer<V> opened) {
    if (found instanceof Read.Present<V> present) {
      opened.accept(present.value());
      return present.value();
    }
    return loaded;
  }

  /**
   * Of an entry that is changed: who misses it from now on doesn't join a load of before, which
   * enters nothing. Called while the entry is held: after the writer and before the store, so that
   * a load that looks too early enters before the store changes; and after, whatever failed.
   */
  void outdate(StoreEntry<?> entry) {
    loads.outdate(entry.key().text());
  }

  /** Of entries that a load replaces, but for that load. */
  void outdateOthers(StoreEntry<?> entry, OwnLoad load) {
    loads.outdateOthers(entry.key().text(), load);
  }

  /** Begins a load of one entry that the caller enters; set before its source is read. */
  OwnLoad mark(StoreEntry<?> entry) {
    return loads.mark(entry.key().text());
  }

  /** Of all entries. */
  void outdateAll() {
    loads.outdateAll();
  }
}
