package io.sealcache.store;

import com.hazelcast.map.IMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Descriptors in a Hazelcast map: a cache would belong to the one manager of the JVM that opened it
 * first, and be closed with that.
 */
final class HazelcastDescriptorStore implements DescriptorStore {
  private final IMap<String, byte[]> map;

  HazelcastDescriptorStore(IMap<String, byte[]> map) {
    this.map = map;
  }

  @Override
  public @Nullable Object get(String key) {
    return map.get(key);
  }

  @Override
  public void put(String key, Object value) {
    // Whatever the members' configuration says of maps: it stays until it is removed.
    map.set(key, (byte[]) value, 0, TimeUnit.SECONDS, 0, TimeUnit.SECONDS);
  }

  @Override
  public boolean remove(String key) {
    return map.remove(key) != null;
  }
}
