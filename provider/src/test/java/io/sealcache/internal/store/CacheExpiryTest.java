package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.OneHourPolicy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CacheExpiryTest {
  private static final Duration LIFE = new Duration(TimeUnit.SECONDS, 90);

  @Test
  void impliedMaxAge_isTheLifeThatNoAccessLengthensAndTheWaitOfAWrite() {
    java.time.Duration wait = java.time.Duration.ofSeconds(20);
    java.time.Duration limit = java.time.Duration.ofSeconds(110);

    for (ExpiryPolicy policy :
        List.<ExpiryPolicy>of(new CreatedExpiryPolicy(LIFE), new ModifiedExpiryPolicy(LIFE))) {
      assertThat(new CacheExpiry(policy, wait).impliedMaxAge()).isEqualTo(limit);
    }
  }

  static Stream<ExpiryPolicy> unbounded() {
    return Stream.of(
        new CreatedExpiryPolicy(Duration.ETERNAL),
        new ModifiedExpiryPolicy(Duration.ETERNAL),
        new EternalExpiryPolicy(),
        new AccessedExpiryPolicy(LIFE),
        new TouchedExpiryPolicy(LIFE),
        new OneHourPolicy());
  }

  @ParameterizedTest
  @MethodSource("unbounded")
  void impliedMaxAge_ofAnyOtherPolicy_isNone(ExpiryPolicy policy) {
    assertThat(new CacheExpiry(policy).impliedMaxAge()).isNull();
  }
}
