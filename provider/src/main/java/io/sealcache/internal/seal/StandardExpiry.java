package io.sealcache.internal.seal;

import java.util.function.Function;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/** The expiry policies of JCache's own, each made of one duration. */
enum StandardExpiry {
  CREATED(CreatedExpiryPolicy.class, CreatedExpiryPolicy::new),
  MODIFIED(ModifiedExpiryPolicy.class, ModifiedExpiryPolicy::new),
  ACCESSED(AccessedExpiryPolicy.class, AccessedExpiryPolicy::new),
  TOUCHED(TouchedExpiryPolicy.class, TouchedExpiryPolicy::new),
  ETERNAL(EternalExpiryPolicy.class, forEver -> new EternalExpiryPolicy());

  private final Class<?> type;

  @SuppressWarnings("ImmutableEnumChecker") // constructors
  private final Function<Duration, ExpiryPolicy> maker;

  StandardExpiry(Class<?> type, Function<Duration, ExpiryPolicy> maker) {
    this.type = type;
    this.maker = maker;
  }

  /**
   * That of a policy.
   *
   * @throws IllegalArgumentException if it is none of JCache's own
   */
  static StandardExpiry of(ExpiryPolicy policy) {
    for (StandardExpiry kind : values()) {
      if (kind.type == policy.getClass()) {
        return kind;
      }
    }
    throw new IllegalArgumentException(policy.getClass() + " is no policy of JCache's own");
  }

  ExpiryPolicy policy(Duration duration) {
    return maker.apply(duration);
  }
}
