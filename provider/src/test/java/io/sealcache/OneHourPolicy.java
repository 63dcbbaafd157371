package io.sealcache;

import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;

/** A policy of the application's own: no store knows that it is constant. */
public record OneHourPolicy() implements ExpiryPolicy {
  @Override
  public Duration getExpiryForCreation() {
    return Duration.ONE_HOUR;
  }

  @Override
  public Duration getExpiryForAccess() {
    return Duration.ONE_HOUR;
  }

  @Override
  public Duration getExpiryForUpdate() {
    return Duration.ONE_HOUR;
  }
}
