package io.sealcache.internal.store.redisson;

import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.ValueCarrier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import javax.cache.Cache;

/**
 * The entries of a store whose iterator doesn't look at their expiry, as Redisson's doesn't: the
 * keys come from the iterator, and the values from reads of many keys at once. One thread's.
 */
final class UnexpiredEntries implements Iterator<ListedEntry> {
  private static final int KEYS_A_READ = 100;

  private final Iterator<Cache.Entry<String, Object>> entries;
  private final Function<Set<String>, Map<String, Object>> reads;
  private Iterator<Map.Entry<String, Object>> read =
      new HashMap<String, Object>().entrySet().iterator();

  UnexpiredEntries(
      Iterator<Cache.Entry<String, Object>> entries,
      Function<Set<String>, Map<String, Object>> reads) {
    this.entries = entries;
    this.reads = reads;
  }

  @Override
  public boolean hasNext() {
    while (!read.hasNext() && entries.hasNext()) {
      Set<String> keys = new HashSet<>();
      while (keys.size() < KEYS_A_READ && entries.hasNext()) {
        keys.add(entries.next().getKey());
      }
      read = reads.apply(keys).entrySet().iterator();
    }
    return read.hasNext();
  }

  @Override
  public ListedEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Map.Entry<String, Object> entry = read.next();
    return ValueCarrier.BYTES.listed(entry.getKey(), entry.getValue());
  }
}
