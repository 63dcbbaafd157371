package io.sealcache.internal.store.ehcache;

import io.sealcache.internal.store.CallerExpiryPolicy;
import java.time.Duration;
import java.util.function.Supplier;
import org.ehcache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The expiry of caches that an Ehcache file or configuration declares, in place of its own: it
 * passes each question on to the operation in course, so that internal reads count as no access.
 * Thread-safe.
 */
final class EhcacheCallerExpiry implements ExpiryPolicy<Object, Object> {
  private final javax.cache.expiry.ExpiryPolicy caller = CallerExpiryPolicy.factory().create();

  @Override
  public Duration getExpiryForCreation(Object key, Object value) {
    return duration(caller.getExpiryForCreation());
  }

  @Override
  public @Nullable Duration getExpiryForAccess(Object key, Supplier<?> value) {
    return durationOrNull(caller.getExpiryForAccess());
  }

  @Override
  public @Nullable Duration getExpiryForUpdate(Object key, Supplier<?> oldValue, Object newValue) {
    return durationOrNull(caller.getExpiryForUpdate());
  }

  private static @Nullable Duration durationOrNull(javax.cache.expiry.@Nullable Duration duration) {
    return duration == null ? null : duration(duration);
  }

  private static Duration duration(javax.cache.expiry.Duration duration) {
    return duration.isEternal()
        ? INFINITE
        : Duration.of(duration.getDurationAmount(), duration.getTimeUnit().toChronoUnit());
  }
}
