package io.sealcache.core;

import org.jspecify.annotations.Nullable;

/**
 * Keys that made the stored keys of a name before it had an index key of its own, for the caches
 * that go on with them. Implementations are thread-safe.
 */
@FunctionalInterface
public interface EarlierIndexKeys {
  /**
   * That of a cache.
   *
   * @param length in bytes
   * @return the caller's to close; null: the cache is under the name's own index key
   * @throws RuntimeException if that can't be told now
   */
  @Nullable IndexKey find(int length, String context, @Nullable String tenant, String cache);
}
