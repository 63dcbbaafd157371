package io.sealcache.store;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hazelcast's calls that an expiry policy has a say in. */
interface HazelcastExpiry {
  /** Equal to no stored value: compared with, it makes a replace an access that writes nothing. */
  byte[] NONE = {};

  byte @Nullable [] get(String key, OperationExpiry expiry);

  Map<String, byte[]> getAll(Set<String> keys, OperationExpiry expiry);

  void touch(String key, OperationExpiry expiry);

  void put(String key, byte[] value, OperationExpiry expiry);

  void putAll(Map<String, byte[]> entries, OperationExpiry expiry);

  boolean putIfAbsent(String key, byte[] value, OperationExpiry expiry);

  boolean replace(String key, byte[] value, OperationExpiry expiry);

  boolean replace(String key, byte[] expected, byte[] value, OperationExpiry expiry);
}
