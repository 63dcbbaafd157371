package io.sealcache.internal.store.infinispan;

import javax.cache.expiry.Duration;
import org.infinispan.client.hotrod.MetadataValue;
import org.jspecify.annotations.Nullable;

/** An expiry policy's answers as Hot Rod's lifespans in milliseconds. */
final class InfinispanRemoteLifespans {
  /** What the server's own configuration says: without one, nothing expires. */
  static final long DEFAULT = 0;

  private static final long INFINITE = -1;
  private static final long MILLIS_A_SECOND = 1000;

  private InfinispanRemoteLifespans() {}

  static long of(Duration answer) {
    return answer.isEternal()
        ? DEFAULT
        : Math.max(1, answer.getTimeUnit().toMillis(answer.getDurationAmount()));
  }

  static long ofUpdate(@Nullable Duration answer, MetadataValue<?> entry) {
    return answer == null ? left(entry) : of(answer);
  }

  // The protocol tells lifespans in whole seconds, rounded down: nothing outlives its time.
  private static long left(MetadataValue<?> entry) {
    long seconds = entry.getLifespan();
    return seconds < 0
        ? INFINITE
        : Math.max(1, entry.getCreated() + seconds * MILLIS_A_SECOND - System.currentTimeMillis());
  }
}
