package io.sealcache.examples;

import com.hazelcast.cache.ICache;
import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whoever runs the store: sees and changes what Hazelcast holds, by Hazelcast's own API, and has no
 * key.
 */
final class Operator {
  private final HazelcastInstance hazelcast;

  Operator(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  /** The names of all caches. */
  Set<String> cacheNames() {
    Set<String> names = new TreeSet<>();
    for (DistributedObject object : hazelcast.getDistributedObjects()) {
      if (object instanceof ICache<?, ?> || object instanceof IMap<?, ?>) {
        names.add(object.getName());
      }
    }
    return names;
  }

  /**
   * The stored keys of a cache. Watching them tells which one an operation of the application made.
   */
  Set<String> storedKeys(String cacheName) {
    if (isMap(cacheName)) {
      return new TreeSet<>(hazelcast.<String, byte[]>getMap(cacheName).keySet());
    }
    Set<String> keys = new TreeSet<>();
    cache(cacheName).forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }

  private boolean isMap(String name) {
    return hazelcast.getDistributedObjects().stream()
        .anyMatch(object -> object instanceof IMap && object.getName().equals(name));
  }

  byte[] read(String cacheName, String storedKey) {
    return cache(cacheName).get(storedKey);
  }

  void write(String cacheName, String storedKey, byte[] storedValue) {
    cache(cacheName).put(storedKey, storedValue);
  }

  void flipBit(String cacheName, String storedKey, int index) {
    byte[] altered = read(cacheName, storedKey);
    altered = Arrays.copyOf(altered, altered.length);
    altered[index] ^= 1;
    write(cacheName, storedKey, altered);
  }

  private ICache<String, byte[]> cache(String name) {
    return hazelcast.getCacheManager().getCache(name);
  }
}
