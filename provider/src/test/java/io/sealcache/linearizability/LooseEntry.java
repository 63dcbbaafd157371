package io.sealcache.linearizability;

import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** An entry that no cache watches. */
final class LooseEntry<V> implements MutableEntry<String, V> {
  private final String key;
  private @Nullable V value;

  LooseEntry(String key, @Nullable V value) {
    this.key = key;
    this.value = value;
  }

  @Override
  public String getKey() {
    return key;
  }

  @Override
  public @Nullable V getValue() {
    return value;
  }

  @Override
  public void setValue(V value) {
    this.value = value;
  }

  @Override
  public boolean exists() {
    return value != null;
  }

  @Override
  public void remove() {
    value = null;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new IllegalArgumentException("Nothing to unwrap");
  }
}
