package io.sealcache.internal.store.infinispan;

import javax.cache.expiry.Duration;
import org.infinispan.configuration.cache.ExpirationConfiguration;
import org.infinispan.container.entries.CacheEntry;
import org.jspecify.annotations.Nullable;

/**
 * An expiry policy's answers as Infinispan's lifespans in milliseconds, which are negative where
 * nothing expires. A lifespan and an idle time that the cache itself is configured with bound them,
 * as they do in Infinispan's own JCache. Immutable.
 */
final class InfinispanLifespans {
  static final long ETERNAL = -1;

  private final long longest;
  private final long longestIdle;

  InfinispanLifespans(ExpirationConfiguration configured) {
    this.longestIdle = configured.maxIdle();
    this.longest = shorter(configured.lifespan(), longestIdle);
  }

  /** The bound itself. */
  long longest() {
    return longest;
  }

  long ofWrite(Duration answer) {
    return shorter(millis(answer), longest);
  }

  long ofAccess(Duration answer) {
    return shorter(millis(answer), longestIdle);
  }

  /** What is left of an entry's life, for a write that leaves its expiry as it is. */
  static long left(CacheEntry<?, ?> entry) {
    long lifespan = entry.getLifespan();
    return lifespan < 0
        ? ETERNAL
        : Math.max(1, entry.getCreated() + lifespan - System.currentTimeMillis());
  }

  long ofUpdate(@Nullable Duration answer, CacheEntry<?, ?> entry) {
    return answer == null ? left(entry) : ofWrite(answer);
  }

  private static long millis(Duration duration) {
    return duration.isEternal()
        ? ETERNAL
        : Math.max(1, duration.getTimeUnit().toMillis(duration.getDurationAmount()));
  }

  private static long shorter(long one, long other) {
    if (one < 0 || other < 0) {
      return Math.max(one, other);
    }
    return Math.min(one, other);
  }
}
