package io.sealcache;

import io.sealcache.internal.application.ReadThrough;
import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.locks.KeyLoads;
import io.sealcache.internal.locks.LoadedEntries;
import io.sealcache.internal.locks.OwnLoad;
import io.sealcache.internal.locks.Patience;
import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.Read;
import java.util.Collection;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * Loads what was missed, once for all threads of this JVM that miss it meanwhile, and enters it:
 * docs/adr/0019. Each caller gets an object of its own. Thread-safe.
 */
final class SharedLoads<K, V> {
  private final ReadThrough<K, V> reads;
  private final LoadedEntries<V> entering;
  private final KeyLoads loads;

  SharedLoads(ReadThrough<K, V> reads, EncryptedStore<K, V> store, EntryLocks locks) {
    this.reads = reads;
    this.entering = new LoadedEntries<>(store, locks);
    this.loads = locks.loads();
  }

  ReadThrough<K, V> reads() {
    return reads;
  }

  LoadedEntries<V> entering() {
    return entering;
  }

  /** Begins or joins the load of one key. */
  KeyLoads.Turn begin(EntryPlace<V> entry) {
    return loads.begin(entry.key().text(), true);
  }

  /** As {@link #begin}, of a key that is loaded with others. */
  KeyLoads.Turn beginAmongOthers(EntryPlace<V> entry) {
    return loads.begin(entry.key().text(), false);
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
  @Nullable V loadOnMiss(K key, EntryPlace<V> entry, Read<V> seen, int stamp) {
    if (!reads.loadsOnMiss()) {
      return null;
    }
    KeyLoads.Turn turn = begin(entry);
    if (turn instanceof KeyLoads.Turn.First first) {
      try (KeyLoads.Load load = first.load()) {
        return stamp == loads.stamp()
            ? loadInto(load, entry, seen, () -> reads.load(key), loads.patience())
            : loadUnlessThere(load, key, entry);
      }
    }
    return turn instanceof KeyLoads.Turn.Later later
        ? await(later.load(), key, entry, seen, loads.patience())
        : loadAlone(key, entry, seen, loads.patience());
  }

  /** How long a caller waits for other threads, from now on. */
  Patience patience() {
    return loads.patience();
  }

  private @Nullable V loadUnlessThere(KeyLoads.Load load, K key, EntryPlace<V> entry) {
    Read<V> again = peek(load, entry);
    return again instanceof Read.Present<V> present
        ? present.value()
        : loadInto(load, entry, again, () -> reads.load(key), loads.patience());
  }

  private Read<V> peek(KeyLoads.Load load, EntryPlace<V> entry) {
    try {
      return told(load, entry.peek());
    } catch (Throwable e) {
      load.end(new KeyLoads.Result.Failed(e));
      throw e;
    }
  }

  /** Has those who wait for a load take what was read, if that is something. */
  static <V> Read<V> told(KeyLoads.Load load, Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      load.end(new KeyLoads.Result.Loaded(present.stored()));
    }
    return read;
  }

  /** Enters what the source gives, for all. */
  @Nullable V loadInto(
      KeyLoads.Load load,
      EntryPlace<V> entry,
      Read<V> seen,
      Supplier<@Nullable V> source,
      Patience patience) {
    try {
      V loaded = source.get();
      if (loaded != null) {
        return entering.enter(load, entry, seen, loaded, patience);
      }
      load.end(new KeyLoads.Result.Nothing());
      return null;
    } catch (Throwable e) {
      load.end(new KeyLoads.Result.Failed(e));
      throw e;
    }
  }

  /** What another thread loads, or this one for itself where that one waits for it. */
  @Nullable V await(
      KeyLoads.Load load, K key, EntryPlace<V> entry, Read<V> seen, Patience patience) {
    KeyLoads.Result result = loads.await(load, patience);
    if (result instanceof KeyLoads.Result.Nothing) {
      return null;
    }
    if (result instanceof KeyLoads.Result.Failed failed) {
      throw asSeenHere(failed.failure());
    }
    if (result instanceof KeyLoads.Result.Loaded loaded
        && entry.open(loaded.value()) instanceof Read.Present<V> present) {
      return present.value();
    }
    return loadAlone(key, entry, seen, patience); // or two loads wait for each other
  }

  private static RuntimeException asSeenHere(Throwable failure) {
    return failure instanceof RuntimeException known
        ? known
        : new CacheLoaderException("The load of this entry failed in another thread", failure);
  }

  /** Loads beside another load of the same key, which the others share. */
  @Nullable V loadAlone(K key, EntryPlace<V> entry, Read<V> seen, Patience patience) {
    try (OwnLoad alone = loads.beginAlone(entry.key().text())) {
      V loaded = reads.load(key);
      return loaded == null ? null : entering.enter(alone, entry, seen, loaded, patience);
    }
  }

  /**
   * Of an entry that is changed: who misses it from now on doesn't join a load of before, which
   * enters nothing. Called while the entry is held: after the writer and before the store, so that
   * a load that looks too early enters before the store changes; and after, whatever failed.
   */
  void outdate(EntryPlace<?> entry) {
    loads.outdate(entry.key().text());
  }

  /** As above, of many. */
  void outdate(Collection<? extends EntryPlace<?>> entries) {
    if (loads.canBeOutdated()) { // else what begins later is outdated when this is called again
      entries.forEach(this::outdate);
    }
  }

  /** Of entries that a load replaces, but for that load. */
  void outdateOthers(EntryPlace<?> entry, OwnLoad load) {
    loads.outdateOthers(entry.key().text(), load);
  }

  /** Begins a load of one entry that the caller enters; set before its source is read. */
  OwnLoad mark(EntryPlace<?> entry) {
    return loads.mark(entry.key().text());
  }

  /** Of all entries. */
  void outdateAll() {
    loads.outdateAll();
  }
}
