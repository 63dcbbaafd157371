package io.sealcache.internal.seal;

import java.util.Arrays;
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
  CREATED(CreatedExpiryPolicy::new),
  MODIFIED(ModifiedExpiryPolicy::new),
  ACCESSED(AccessedExpiryPolicy::new),
  TOUCHED(TouchedExpiryPolicy::new),
  ETERNAL(forEver -> new EternalExpiryPolicy());

  @SuppressWarnings("ImmutableEnumChecker") // constructors
  private final Function<Duration, ExpiryPolicy> maker;

  StandardExpiry(Function<Duration, ExpiryPolicy> maker) {
    this.maker = maker;
  }

  /**
   * That of a policy.
   *
   * @throws java.util.NoSuchElementException if it is none of JCache's own
   */
  static StandardExpiry of(ExpiryPolicy policy) {
    return Arrays.stream(values())
        .filter(kind -> kind.policy(Duration.ETERNAL).getClass() == policy.getClass())
        .findFirst()
        .orElseThrow();
  }

  ExpiryPolicy policy(Duration duration) {
    return maker.apply(duration);
  }
}
