package io.sealcache;

import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.locks.Load;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.Read;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a processor load, which enter it by themselves: until it is closed, those who
 * miss the entry get it too. One thread's.
 */
final class ProcessorLoads<K, V> implements AutoCloseable {
  private final CacheComponents<K, V> cache;
  private final K key;
  private final EntryPlace<V> entry;
  private final int stamp;
  private @Nullable Load mine;
  private @Nullable Load watch;

  /**
   * @param stamp of before the entry was read
   */
  ProcessorLoads(CacheComponents<K, V> cache, K key, EntryPlace<V> entry, int stamp) {
    this.cache = cache;
    this.key = key;
    this.entry = entry;
    this.stamp = stamp;
  }

  /** The value for an entry that has none; null if there is none. */
  @Nullable V load() {
    if (!cache.reads().loadsOnMiss()) {
      return null;
    }
    close();
    EntryLocks locks = cache.locks();
    watch = locks.watch(entry); // before a load is joined, which may be outdated next
    long deadline = locks.deadline();
    while (true) {
      Load load = locks.begin(entry, true);
      if (load.isRunningHere()) {
        mine = load;
        return load(load);
      }
      Load.Result result = locks.await(load, deadline);
      if (result instanceof Load.Result.Nothing) {
        return null;
      }
      if (result instanceof Load.Result.Loaded loaded
          && entry.open(loaded.value()) instanceof Read.Present<V> present) {
        return present.value();
      }
      load.unshare(); // it doesn't open here
    }
  }

  /** Whether nobody changed the entry in this JVM since it was loaded, if it was. */
  boolean isUpToDate() {
    Load last = watch;
    return last == null || last.isUpToDate();
  }

  private @Nullable V load(Load load) {
    try {
      if (stamp != cache.locks().stamp() && entry.peek() instanceof Read.Present<V> present) {
        load.end(new Load.Result.Loaded(present.stored()));
        return present.value(); // what the processor makes of it loses against this, and it sees it
      }
      V loaded = cache.reads().load(key);
      if (loaded == null) {
        load.end(new Load.Result.Nothing());
      } else {
        tell(load, loaded);
      }
      return loaded;
    } catch (Throwable e) {
      load.fail(e);
      close();
      throw e;
    }
  }

  // The processor may yet replace what can't be sealed.
  private void tell(Load load, V loaded) {
    try {
      load.end(new Load.Result.Loaded(entry.seal(loaded)));
    } catch (CacheException e) {
      load.fail(e);
    }
  }

  @Override
  public void close() {
    close(mine);
    close(watch);
    mine = null;
    watch = null;
  }

  private static void close(@Nullable Load load) {
    if (load != null) {
      load.close();
    }
  }
}
