package io.sealcache.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RaceTest {
  private static final int RUNS = 200;

  private final CachingProvider provider = new RICachingProvider();
  private final CacheManager manager = provider.getCacheManager();

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void run_stringsInReferenceImplementation_isLinearizable() {
    assertThat(firstRejected(cache(), new Values.Strings())).isEmpty();
  }

  @Test
  void run_integersInReferenceImplementation_isLinearizable() {
    assertThat(firstRejected(cache(), new Values.Integers())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void run_operationInTwoSteps_isCaught(TwoSteps broken) {
    Cache<String, String> cache = broken.wrap(cache());

    assertThat(firstRejected(cache, new Values.Strings())).isPresent();
  }

  @Test
  void run_always_recordsEachOperationOnceAndOneLastReadOfEachKey() {
    Race.Shape shape = new Race.Shape(4, 50, 2);
    try (Race<String> race = new Race<>(shape, new Values.Strings())) {
      Cache<String, String> cache = cache();

      List<History<String>> histories = race.run(cache, 1);

      assertThat(histories)
          .hasSize(2)
          .allSatisfy(history -> assertThat(history.failures()).isEmpty());
      assertThat(histories.stream().mapToInt(history -> history.events().size()).sum())
          .isEqualTo(4 * 50 + 2);
      assertThat(histories)
          .allSatisfy(
              history ->
                  assertThat(history.events().get(history.events().size() - 1).outcome())
                      .isEqualTo(new Outcome.Returned(cache.get(history.key()))));
    }
  }

  private <V> Cache<String, V> cache() {
    return manager.createCache("raced", new MutableConfiguration<String, V>());
  }

  private static <V> Optional<String> firstRejected(Cache<String, V> cache, Values<V> values) {
    try (Race<V> race = new Race<>(new Race.Shape(4, 50, 2), values)) {
      return LongStream.range(0, RUNS)
          .boxed()
          .flatMap(seed -> race.run(cache, seed).stream())
          .peek(history -> assertThat(history.failures()).isEmpty())
          .flatMap(history -> history.fault().stream())
          .findFirst();
    }
  }
}
