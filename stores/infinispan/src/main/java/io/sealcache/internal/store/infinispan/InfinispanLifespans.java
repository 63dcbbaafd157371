package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.infinispan.InfinispanCalls.Seen;
import javax.cache.expiry.Duration;
import org.infinispan.configuration.cache.ExpirationConfiguration;

/**
 * An expiry policy's answers as Infinispan's lifespans in milliseconds. A lifespan and an idle time
 * that a cache in this JVM is configured with bound them, as they do in Infinispan's own JCache.
 *
 * @param longest bounds the answers to writes; negative: nothing does
 * @param longestIdle bounds those to accesses; negative: nothing does
 * @param unbounded what is sent for ever, and as the time that an entry may be idle
 * @param areEternal whether nothing ever expires
 */
record InfinispanLifespans(long longest, long longestIdle, long unbounded, boolean areEternal) {
  /** In this JVM, and of an entry of which nothing else is known. */
  static final long ETERNAL = -1;

  /** The lifespan of the server's own configuration: without one, nothing expires. */
  static final long SERVERS = 0;

  /**
   * Those on a server, which bounds them by itself.
   *
   * @param eternal whether the policy never lets anything expire
   */
  static InfinispanLifespans ofServer(boolean eternal) {
    return new InfinispanLifespans(ETERNAL, ETERNAL, SERVERS, eternal);
  }

  /** As above, of a cache in this JVM that is configured so. */
  static InfinispanLifespans of(ExpirationConfiguration configured, boolean eternal) {
    long longest = shorter(configured.lifespan(), configured.maxIdle());
    return new InfinispanLifespans(longest, configured.maxIdle(), ETERNAL, eternal && longest < 0);
  }

  long ofWrite(Duration answer) {
    return bounded(answer, longest);
  }

  long ofAccess(Duration answer) {
    return bounded(answer, longestIdle);
  }

  /** The rest of an entry's life, for a write that leaves its expiry as it is. */
  static long left(Seen entry) {
    return entry.lifespan() < 0
        ? ETERNAL
        : Math.max(1, entry.created() + entry.lifespan() - System.currentTimeMillis());
  }

  static boolean isOver(Seen entry) {
    return entry.lifespan() >= 0
        && entry.created() >= 0
        && entry.created() + entry.lifespan() < System.currentTimeMillis();
  }

  private long bounded(Duration answer, long bound) {
    long millis =
        answer.isEternal()
            ? ETERNAL
            : Math.max(1, answer.getTimeUnit().toMillis(answer.getDurationAmount()));
    long bounded = shorter(millis, bound);
    return bounded < 0 ? unbounded : bounded;
  }

  private static long shorter(long one, long other) {
    if (one < 0 || other < 0) {
      return Math.max(one, other);
    }
    return Math.min(one, other);
  }
}
