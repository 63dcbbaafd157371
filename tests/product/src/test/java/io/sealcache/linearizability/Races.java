package io.sealcache.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import javax.cache.Cache;

/** As many races as one test runs. */
final class Races {
  private static final int RUNS = 200;
  private static final Race.Shape SHAPE = new Race.Shape(4, 50, 2);

  /** A thread that holds an entry may wait for a processor, and others for it. */
  static final Map<String, Object> PATIENT = Map.of("sealcache.contention-timeout", "1m");

  private Races() {}

  /** Over a store that is linearizable by itself: Ehcache off-heap is so in one tier alone. */
  static StoreFixture over(TestStore store) {
    Map<String, Object> settings = new HashMap<>(PATIENT);
    if (store == TestStore.EHCACHE_OFFHEAP) {
      settings.put(
          "ehcache.jsr107.config.default",
          String.valueOf(TestStore.class.getResource("ehcache-one-tier.xml")));
    }
    return StoreFixture.over(store, settings);
  }

  /** Runs them, and checks the histories. */
  static Optional<String> firstRejected(
      IntFunction<Cache<String, String>> caches, Consumer<List<History<String>>> afterEach) {
    try (Race<String> race = new Race<>(SHAPE, new Values.Strings())) {
      return LongStream.range(0, RUNS)
          .mapToObj(seed -> race.run(caches, seed))
          .peek(afterEach)
          .flatMap(List::stream)
          .peek(history -> assertThat(history.failures()).isEmpty())
          .flatMap(history -> history.fault().stream())
          .findFirst();
    }
  }
}
