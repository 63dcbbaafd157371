package io.sealcache.store;

import org.jspecify.annotations.Nullable;

/** The port to where a store keeps descriptors, by stored key. Thread-safe. */
interface DescriptorStore {
  /** The name under which all JVMs find it. */
  String NAME = "sealcache-descriptors";

  @Nullable Object get(String key);

  void put(String key, Object value);

  /** Whether there was one. */
  boolean remove(String key);
}
