package io.sealcache.store;

import java.util.Iterator;
import java.util.Map;
import javax.cache.Cache;

/** The entries of a map of Infinispan's, embedded or remote, as JCache's; removes none. */
final class InfinispanIterator implements Iterator<Cache.Entry<String, Object>> {
  private final Iterator<Map.Entry<String, Object>> entries;

  InfinispanIterator(Map<String, Object> map) {
    this.entries = map.entrySet().iterator();
  }

  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public Cache.Entry<String, Object> next() {
    Map.Entry<String, Object> next = entries.next();
    return new Found(next.getKey(), next.getValue());
  }

  private record Found(String getKey, Object getValue) implements Cache.Entry<String, Object> {
    @Override
    public <T> T unwrap(Class<T> type) {
      return Unwrap.to(type, this);
    }
  }
}
