package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.ICache;
import com.hazelcast.cache.impl.ICacheInternal;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntSupplier;
import javax.cache.Cache;

/**
 * The entries of a cache, partition by partition. Hazelcast's own iterator asks members for each
 * value by itself; this one has them sent with the keys, and from a client asks for a page ahead.
 * Thread-safe.
 *
 * @param partitions how many there are
 */
record HazelcastIteration(ICache<String, Object> cache, IntSupplier partitions)
    implements Iterable<Cache.Entry<String, Object>> {
  static final int ENTRIES_A_CALL = 100;

  @Override
  public Iterator<Cache.Entry<String, Object>> iterator() {
    try {
      return cache instanceof HazelcastPlainCache client
          ? new HazelcastPagesAhead(client::beginPage, partitions.getAsInt())
          : new Entries(internal(), partitions.getAsInt());
    } catch (IllegalArgumentException | LinkageError e) {
      return cache.iterator(); // another version of Hazelcast
    }
  }

  @SuppressWarnings("unchecked") // a carrier is an Object here as everywhere
  private ICacheInternal<String, Object> internal() {
    return cache.unwrap(ICacheInternal.class);
  }

  private static final class Entries implements Iterator<Cache.Entry<String, Object>> {
    private final ICacheInternal<String, Object> cache;
    private final int partitions;
    private int next;
    private Iterator<Cache.Entry<String, Object>> entries = Collections.emptyIterator();

    Entries(ICacheInternal<String, Object> cache, int partitions) {
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
        entries = cache.iterator(ENTRIES_A_CALL, next++, true);
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
}
