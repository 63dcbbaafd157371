package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.impl.ICacheInternal;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import javax.cache.Cache;

/**
 * The entries of a cache, partition by partition. Hazelcast's own iterator asks members for each
 * value by itself; this one has them sent with the keys. One thread's.
 */
final class HazelcastIteration implements Iterator<Cache.Entry<String, Object>> {
  private static final int ENTRIES_A_CALL = 100;

  private final ICacheInternal<String, Object> cache;
  private final int partitions;
  private int next;
  private Iterator<Cache.Entry<String, Object>> entries = Collections.emptyIterator();

  HazelcastIteration(ICacheInternal<String, Object> cache, int partitions) {
    this.cache = cache;
    this.partitions = partitions;
  }

  @Override
  public boolean hasNext() {
    while (!entries.hasNext()) {
      if (next == partitions) {
        entries = Collections.emptyIterator(); // Hazelcast's begin anew after their end
        return false;
      }
      entries = cache.iterator(ENTRIES_A_CALL, next, true);
      next++; // once it was asked: one that failed is asked again
    }
    return true;
  }

  @Override
  public Cache.Entry<String, Object> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return entries.next();
  }
}
