package io.sealcache.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.Operation;
import io.sealcache.fixture.StoreFixture;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A store that nobody knows, and that asks the expiry policy on a thread of its own. */
class AskedElsewhereTest {
  @RegisterExtension private final Faults faults = new Faults();
  private final StoreFixture fixture = faults.fixture();

  static Stream<Operation> writes() {
    return Stream.of(
        new Operation("put", cache -> cache.put("a", 1)),
        new Operation("putAll", cache -> cache.putAll(Map.of("a", 1, "b", 1))),
        new Operation("putIfAbsent", cache -> cache.putIfAbsent("a", 1)),
        new Operation("getAndPut", cache -> cache.getAndPut("a", 1)));
  }

  private Cache<String, Integer> create(Factory policy) {
    for (String write : List.of("put", "putAll", "putIfAbsent")) {
      faults.runElsewhere(write);
    }
    return fixture.create("asked", policy.configuration());
  }

  private interface Factory {
    MutableConfiguration<String, Integer> configuration();
  }

  @ParameterizedTest
  @MethodSource("writes")
  void write_thatWouldNeverExpire_isRefusedAndNotKept(Operation write) {
    Cache<String, Integer> sessions =
        create(
            () ->
                new MutableConfiguration<String, Integer>()
                    .setExpiryPolicyFactory(
                        TouchedExpiryPolicy.factoryOf(Duration.THIRTY_MINUTES)));

    assertThatThrownBy(() -> write.on(sessions))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll("has not asked the expiry policy", "max-age");
    assertThat(fixture.raw("asked").size()).isZero();
  }

  @ParameterizedTest
  @MethodSource("writes")
  void write_thatNeverExpires_isTaken(Operation write) {
    Cache<String, Integer> cache = create(MutableConfiguration::new);

    write.on(cache);

    assertThat(cache.get("a")).isEqualTo(1);
  }

  @Test
  void onceAskedHere_isNotLookedAtAgain() {
    Cache<String, Integer> cache =
        fixture.create(
            "asked",
            new MutableConfiguration<String, Integer>()
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
    cache.put("a", 1);
    faults.runElsewhere("put");

    cache.put("a", 2);

    assertThat(cache.get("a")).isEqualTo(2);
  }
}
