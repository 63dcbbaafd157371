package io.sealcache.bulk;

import static io.sealcache.fixture.SlowLoad.await;
import static io.sealcache.fixture.SlowLoad.awaitWaiting;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A bulk operation waits for others, and tries against them, as long as one of one entry. */
@Timeout(60)
@Tag("slow")
class BulkPatienceTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final Map<String, Integer> VALUES = new LinkedHashMap<>();

  static {
    for (int i = 0; i < 2_000; i++) {
      VALUES.put("key " + i, 1);
    }
  }

  @RegisterExtension private final SlowLoad threads = new SlowLoad(STORES);

  private final Map<String, CountDownLatch> held =
      Map.of("key 0", new CountDownLatch(1), "key 1999", new CountDownLatch(1));
  private final CountDownLatch holding = new CountDownLatch(2);

  @AfterEach
  void letGo() {
    held.values().forEach(CountDownLatch::countDown);
  }

  private record Bulk(String name, boolean loads, Consumer<Cache<String, Integer>> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bulk> operations() {
    return Stream.of(
        new Bulk("putAll", false, cache -> cache.putAll(VALUES)),
        new Bulk("removeAll", false, cache -> cache.removeAll(VALUES.keySet())),
        new Bulk("getAll", true, cache -> cache.getAll(VALUES.keySet())));
  }

  private void hold(String key) {
    holding.countDown();
    await(requireNonNull(held.get(key)));
  }

  /** Another thread holds an entry of each of two parts, the first for most of the time. */
  @ParameterizedTest
  @MethodSource("operations")
  void waitsOfAllParts_haveOneTimeTogether(Bulk bulk) throws Exception {
    Cache<String, Integer> cache =
        threads.cache(
            TestStore.CAFFEINE,
            TIMEOUT,
            key -> {
              if (bulk.loads && held.containsKey(key) && holding.getCount() > 0) {
                hold(key);
              }
              return 7;
            });
    for (String key : held.keySet()) {
      var unused =
          threads.start(
              () ->
                  bulk.loads
                      ? cache.get(key)
                      : cache.<Object>invoke(
                          key,
                          (entry, none) -> {
                            hold(entry.getKey());
                            return null;
                          }));
    }
    await(holding);
    Future<?> operation =
        threads.start(
            () -> {
              bulk.call.accept(cache);
              return null;
            });
    awaitWaiting(cache, 1);

    TimeUnit.MILLISECONDS.sleep(2_500);
    long released = System.nanoTime();
    requireNonNull(held.get("key 0")).countDown();

    assertThatThrownBy(() -> operation.get(30, TimeUnit.SECONDS))
        .hasMessageContaining("contention-timeout");
    assertThat(Duration.ofNanos(System.nanoTime() - released)).isLessThan(TIMEOUT);
  }

  /** Each change comes too late, as a store may say for ever. */
  @Test
  void racesThatInvokeAllLoses_haveOneTimeTogether() {
    Faults faults = new Faults();
    try (StoreFixture fixture = faults.fixture()) {
      Cache<String, Integer> cache =
          fixture.create(
              "lost",
              new EncryptedConfiguration<String, Integer>()
                  .setContentionTimeout(Duration.ofSeconds(1)));
      Map<String, Integer> values = Map.of("a", 1, "b", 1, "c", 1, "d", 1, "e", 1, "f", 1);
      cache.putAll(values);
      faults.beforeEach("replace", () -> cache.putAll(values));
      long begun = System.nanoTime();

      var results =
          cache.<Object>invokeAll(
              values.keySet(),
              (entry, none) -> {
                entry.setValue(entry.getValue() + 1);
                return null;
              });

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
      assertThat(results).hasSameSizeAs(values);
      results
          .values()
          .forEach(
              result ->
                  assertThatThrownBy(result::get)
                      .isInstanceOf(EntryProcessorException.class)
                      .rootCause()
                      .hasMessageContaining("contention-timeout"));
      faults.none();
    }
  }
}
