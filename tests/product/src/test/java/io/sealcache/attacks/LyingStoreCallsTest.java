package io.sealcache.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.attacks.LyingStoreManager.Store;
import io.sealcache.fixture.CacheOperation;
import io.sealcache.fixture.OneHourPolicy;
import io.sealcache.fixture.Stores;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As {@link LyingStoreTest}, where SealCache calls a store otherwise than by JCache alone: by calls
 * of the store's own, by several that are under way together, and by parts.
 */
@Tag("slow")
class LyingStoreCallsTest {
  private static final Map<Store, LyingStoreManager> MANAGERS = new EnumMap<>(Store.class);

  /** One more than go in one call. */
  private static final int MANY = 1_001;

  private static final int VERSIONS = 10_000;

  /** The configuration of a cache, on which depends how the store is called. */
  private enum Way {
    /** Calls that may be made together. */
    PLAIN,
    /** The store is told what the policy says, of what a look showed. */
    POLICY_OF_THE_APPLICATION
  }

  @AfterAll
  static void close() {
    MANAGERS.values().forEach(LyingStoreManager::close);
    MANAGERS.clear();
  }

  private static LyingStoreManager manager(Store store) {
    return MANAGERS.computeIfAbsent(store, LyingStoreManager::new);
  }

  private static AttackedCache cache(Store store, Way way, String name) {
    boolean own = way == Way.POLICY_OF_THE_APPLICATION;
    return new AttackedCache(
        manager(store).opponent(name),
        false,
        own,
        configuration ->
            manager(store)
                .create(
                    name,
                    own
                        ? configuration.setExpiryPolicyFactory(
                            new FactoryBuilder.SingletonFactory<>(new OneHourPolicy()))
                        : configuration));
  }

  static Stream<Arguments> storesWaysAndLies() {
    return Arrays.stream(Store.values())
        .flatMap(store -> Arrays.stream(Way.values()).map(way -> Arguments.of(store, way)))
        .flatMap(
            given ->
                Arrays.stream(FalseAnswer.values())
                    .map(lie -> Arguments.of(given.get()[0], given.get()[1], lie)));
  }

  @ParameterizedTest
  @MethodSource("storesWaysAndLies")
  void operations_endAndOnlyTheCacheSuffers(Store store, Way way, FalseAnswer lie) {
    AttackedCache cache = cache(store, way, UUID.randomUUID().toString());

    for (CacheOperation operation : CacheOperation.values()) {
      cache.assertSuffersAlone(lie, operation);
    }
    cache.assertWorksAfter(lie);
  }

  @ParameterizedTest
  @EnumSource
  void invokeAll_isLiedToInCallsThatAreMadeTogether(Store store) {
    String name = UUID.randomUUID().toString();
    AttackedCache cache = cache(store, Way.PLAIN, name);

    cache.assertSuffersAlone(FalseAnswer.REFUSE_TO_COMPARE, CacheOperation.INVOKE_ALL);

    assertThat(manager(store).opponent(name).liedIn()).contains("removeAsync");
  }

  @ParameterizedTest
  @EnumSource
  void bulkOperations_byParts_endAndOnlyTheCacheSuffers(FalseAnswer lie) {
    String name = UUID.randomUUID().toString();
    Opponent opponent = manager(Store.REDISSON).opponent(name);
    Cache<Integer, Integer> cache =
        manager(Store.REDISSON).create(name, new EncryptedConfiguration<Integer, Integer>());
    for (int version = 0; version < 2; version++) {
      cache.putAll(values(version));
    }

    opponent.tell(lie);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertOnceWritten(whatever(() -> cache.getAll(values(0).keySet())));
          whatever(() -> Map.of(1, putAll(cache)));
          assertOnceWritten(whatever(() -> Stores.contents(cache)));
          whatever(() -> Map.of(1, removeAll(cache)));
        });
    opponent.tell(null);

    assertThat(opponent.liedIn()).contains("getAllAsync", "putAllAsync", "removeAllAsync");
    assertThat(opponent.keys()).hasSize(MANY);
    assertOnceWritten(Stores.contents(cache));
    cache.putAll(values(3));
    assertThat(cache.getAll(values(3).keySet())).isEqualTo(values(3));
  }

  private static Map<Integer, Integer> values(int version) {
    Map<Integer, Integer> values = new HashMap<>();
    for (int key = 0; key < MANY; key++) {
      values.put(key, key + version * VERSIONS);
    }
    return values;
  }

  private static int putAll(Cache<Integer, Integer> cache) {
    cache.putAll(values(2));
    return 1;
  }

  private static int removeAll(Cache<Integer, Integer> cache) {
    cache.removeAll(values(0).keySet());
    return 1;
  }

  private interface Operation {
    Map<Integer, Integer> found();
  }

  private static Map<Integer, Integer> whatever(Operation operation) {
    try {
      return operation.found();
    } catch (CacheException e) {
      return Map.of();
    }
  }

  private static void assertOnceWritten(Map<Integer, Integer> found) {
    found.forEach((key, value) -> assertThat(value % VERSIONS).isEqualTo(key));
  }
}
