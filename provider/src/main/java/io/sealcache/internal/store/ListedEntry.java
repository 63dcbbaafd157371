package io.sealcache.internal.store;

import java.util.Map;
import javax.cache.Cache;

/** An entry of a map, as JCache's iterators give it. */
public record ListedEntry(String getKey, Object getValue) implements Cache.Entry<String, Object> {
  public ListedEntry(Map.Entry<String, Object> entry) {
    this(entry.getKey(), entry.getValue());
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return Unwrap.to(type, this);
  }
}
