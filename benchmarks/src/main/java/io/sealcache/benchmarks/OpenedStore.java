package io.sealcache.benchmarks;

import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/**
 * A cache manager and what has to be shut down with it.
 *
 * @param member a cluster member, or what does nothing
 */
public record OpenedStore(CachingProvider provider, CacheManager manager, Runnable member) {
  /** Closes the provider first. */
  public void close() {
    provider.close();
    member.run();
  }
}
