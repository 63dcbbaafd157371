package io.sealcache;

import io.sealcache.internal.locks.KeyLoads;
import io.sealcache.internal.locks.OwnLoad;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.Read;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a processor load, which enter it by themselves: until it is closed, those who
 * miss the entry get it too. One thread's.
 */
final class ProcessorLoads<K, V> implements AutoCloseable {
  private final SharedLoads<K, V> loads;
  private final K key;
  private final EntryPlace<V> entry;
  private KeyLoads.@Nullable Load mine;
  private @Nullable OwnLoad mark;

  ProcessorLoads(SharedLoads<K, V> loads, K key, EntryPlace<V> entry) {
    this.loads = loads;
    this.key = key;
    this.entry = entry;
  }

  /** The value for an entry that has none; null if there is none. */
  @Nullable V load() {
    if (!loads.reads().loadsOnMiss()) {
      return null;
    }
    close();
    mark = loads.mark(entry); // before a load is joined, which may be outdated next
    KeyLoads.Turn turn = loads.begin(entry);
    if (turn instanceof KeyLoads.Turn.First first) {
      mine = first.load();
      return load(first.load());
    }
    return turn instanceof KeyLoads.Turn.Later later
        ? loads.await(later.load(), key, entry, new Read.Absent<>(), loads.patience())
        : loads.loadAlone(key, entry, new Read.Absent<>(), loads.patience());
  }

  /** Whether nobody changed the entry in this JVM since it was loaded, if it was. */
  boolean isUpToDate() {
    OwnLoad last = mark;
    return last == null || last.isUpToDate();
  }

  private @Nullable V load(KeyLoads.Load load) {
    try {
      V loaded = loads.reads().load(key);
      load.end(loaded == null ? new KeyLoads.Result.Nothing() : sealed(loaded));
      return loaded;
    } catch (Throwable e) {
      load.end(new KeyLoads.Result.Failed(e));
      close();
      throw e;
    }
  }

  // The processor may yet replace what can't be sealed.
  private KeyLoads.Result sealed(V loaded) {
    try {
      return new KeyLoads.Result.Loaded(entry.seal(loaded));
    } catch (CacheException e) {
      return new KeyLoads.Result.Failed(e);
    }
  }

  @Override
  public void close() {
    KeyLoads.Load load = mine;
    if (load != null) {
      load.close();
      mine = null;
    }
    OwnLoad last = mark;
    if (last != null) {
      last.close();
      mark = null;
    }
  }
}
