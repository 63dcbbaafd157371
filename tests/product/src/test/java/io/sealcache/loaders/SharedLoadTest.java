package io.sealcache.loaders;

import static io.sealcache.fixture.SlowLoad.await;
import static io.sealcache.fixture.SlowLoad.awaitWaiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that several threads of one JVM miss at once is loaded once. */
@Timeout(60)
class SharedLoadTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final Faults faults = new Faults();

  private static final int THREADS = 20;

  @RegisterExtension private final SlowLoad load = new SlowLoad(STORES);
  private final CountDownLatch stored = new CountDownLatch(1);

  private interface Reading {
    int @Nullable [] of(Cache<String, int[]> cache);
  }

  private record Miss(String name, Reading reading) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Miss> MISSES =
      List.of(
          new Miss("get", cache -> cache.get("a")),
          new Miss("getAll", cache -> cache.getAll(Set.of("a", "b")).get("a")),
          new Miss(
              "invoke", cache -> cache.<int[]>invoke("a", (entry, arguments) -> entry.getValue())),
          new Miss(
              "loadAll",
              cache -> {
                UserCode.loadAll(cache, Set.of("a"), false);
                return cache.get("a");
              }));

  static Stream<Arguments> misses() {
    return TestStore.with(MISSES);
  }

  @ParameterizedTest
  @MethodSource("misses")
  void read_byManyThreads_loadsOnceAndGivesEachAnObjectOfItsOwn(TestStore store, Miss miss)
      throws Exception {
    Cache<String, int[]> cache = load.slow(store);
    List<Future<int[]>> reading = new ArrayList<>();
    reading.add(load.start(() -> cache.get("a")));
    await(load.loading);
    for (int i = 1; i < THREADS; i++) {
      reading.add(load.start(() -> miss.reading.of(cache)));
    }
    awaitWaiting(cache, THREADS - 1);

    load.mayEnd.countDown();

    Set<Integer> objects = new HashSet<>();
    for (Future<int[]> read : reading) {
      int[] value = read.get();
      assertThat(value).containsExactly(7);
      value[0]++; // each caller has an array of its own
      objects.add(System.identityHashCode(value));
    }
    assertThat(objects).hasSize(THREADS);
    assertThat(load.loads).hasValue(1);
    assertThat(cache.get("a")).containsExactly(7);
  }

  @ParameterizedTest
  @MethodSource("misses")
  void get_whileAnotherReadLoads_waitsForItToo(TestStore store, Miss miss) throws Exception {
    Cache<String, int[]> cache = load.slow(store);
    Future<int[]> first = load.start(() -> miss.reading.of(cache));
    await(load.loading);
    Future<int[]> second = load.start(() -> cache.get("a"));
    awaitWaiting(cache, 1);

    load.mayEnd.countDown();

    assertThat(second.get()).containsExactly(7);
    assertThat(first.get()).containsExactly(7);
    assertThat(load.loads).hasValue(1);
    assertThat(cache.get("a")).containsExactly(7);
    assertThat(load.loads).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void read_ofWhatTheLoaderHasNot_givesNothingToAll(TestStore store) throws Exception {
    Cache<String, int[]> cache =
        load.cache(
            store,
            Duration.ofSeconds(30),
            key -> {
              load.loads.incrementAndGet();
              load.loading.countDown();
              await(load.mayEnd);
              return null;
            });
    Future<int[]> first = load.start(() -> cache.get("a"));
    await(load.loading);
    Future<int[]> second = load.start(() -> cache.get("a"));
    Future<Map<String, int[]>> third = load.start(() -> cache.getAll(Set.of("a")));
    awaitWaiting(cache, 2);

    load.mayEnd.countDown();

    assertThat(first.get()).isNull();
    assertThat(second.get()).isNull();
    assertThat(third.get()).isEmpty();
    assertThat(load.loads).hasValue(1);
    assertThat(cache.get("a")).isNull();
    assertThat(load.loads).as("nothing is remembered").hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void get_afterARemovalThatALoadDidNotSee_loadsAgain(TestStore store) throws Exception {
    Cache<String, Integer> cache =
        load.cache(
            store,
            Duration.ofSeconds(30),
            key -> {
              int value = load.loads.incrementAndGet();
              if (value == 1) {
                load.loading.countDown();
                await(load.mayEnd);
              }
              return value;
            });
    Future<Integer> first = load.start(() -> cache.get("a"));
    await(load.loading);

    cache.remove("a");
    assertThat(cache.get("a")).isEqualTo(2);
    cache.remove("a");
    load.mayEnd.countDown();

    assertThat(first.get()).isEqualTo(1);
    assertThat(cache.containsKey("a")).as("what is outdated is not entered").isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void get_byAnotherTenant_loadsForItself(TestStore store) throws Exception {
    Cache<String, Integer> cache =
        STORES.create(
            store,
            UserCode.<String, Integer>readingThrough(
                    key -> {
                      int value = load.loads.incrementAndGet();
                      if (value == 1) {
                        load.loading.countDown();
                        await(load.mayEnd);
                      }
                      return value;
                    })
                .setTenantResolverFactory(TenantScope::new));
    Future<Integer> first = load.start(() -> TenantScope.call("acme", () -> cache.get("a")));
    await(load.loading);

    assertThat(TenantScope.<Integer>call("zeta", () -> cache.get("a"))).isEqualTo(2);

    load.mayEnd.countDown();
    assertThat(first.get()).isEqualTo(1);
  }

  /** Each load gives its number. */
  private EncryptedCache<String, Integer> counting(StoreFixture fixture) {
    return fixture.create(
        "numbers", UserCode.<String, Integer>readingThrough(key -> load.loads.incrementAndGet()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "getAll"})
  void read_thatMissedBeforeALoadEnded_doesNotLoadAgain(String read) {
    StoreFixture fixture = faults.fixture();
    EncryptedCache<String, Integer> cache = counting(fixture);
    faults.after(read, () -> await(load.start(() -> cache.get("a"))));

    assertThat(read.equals("get") ? cache.get("a") : cache.getAll(Set.of("a")).get("a"))
        .isEqualTo(1);

    assertThat(load.loads).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void get_whileAProcessorLoads_getsThatAndTheProcessorRunsOnce(TestStore store) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Cache<String, int[]> cache = load.slow(store);
    Future<int[]> first = load.start(() -> cache.get("a"));
    await(load.loading);
    Future<Integer> processor =
        load.start(
            () ->
                cache.<Integer>invoke(
                    "a",
                    (entry, arguments) -> {
                      runs.incrementAndGet();
                      int next = entry.getValue()[0] + 1;
                      entry.setValue(new int[] {next});
                      return next;
                    }));
    awaitWaiting(cache, 1);

    load.mayEnd.countDown();

    assertThat(processor.get()).isEqualTo(8);
    assertThat(first.get()[0]).isIn(7, 8);
    assertThat(load.loads).hasValue(1);
    assertThat(cache.get("a")).containsExactly(8);
  }

  @Test
  void get_waitingForABulkReadThatFindsAnotherKey_isLoadedAnew() throws Exception {
    StoreFixture fixture = faults.fixture();
    EncryptedCache<String, Integer> cache = counting(fixture);
    List<Future<Integer>> waiting = new ArrayList<>();
    Runnable peeked =
        () -> {
          waiting.add(load.start(() -> cache.get("b")));
          awaitWaiting(cache, 1);
        };
    faults.after(
        "getAll",
        () -> {
          await(load.start(() -> cache.get("a")));
          faults.after("getAll", peeked);
        });

    Map<String, Integer> both = cache.getAll(Set.of("a", "b"));

    assertThat(both).containsOnlyKeys("a", "b");
    assertThat(waiting.get(0).get()).isEqualTo(both.get("b"));
    assertThat(load.loads).hasValue(2);
  }

  @Test
  void getAll_ofValuesThatItCannotDecode_loadsAllOfThem() throws Exception {
    Cache<String, Integer> cache =
        STORES.create(
            TestStore.CAFFEINE,
            UserCode.<String, Integer>readingThrough(
                    key -> {
                      load.loading.countDown();
                      await(load.mayEnd);
                      return 7;
                    })
                .setCodecFactory(NeverDecoded::new));
    List<Future<Map<String, Integer>>> reading = new ArrayList<>();
    reading.add(load.start(() -> cache.getAll(Set.of("a", "b"))));
    await(load.loading);
    reading.add(load.start(() -> cache.getAll(Set.of("a", "b"))));
    awaitWaiting(cache, 1);

    load.mayEnd.countDown();

    for (Future<Map<String, Integer>> each : reading) {
      assertThat(each.get()).isEqualTo(Map.of("a", 7, "b", 7));
    }
  }

  /** Of which the first call waits, and each gives its number. */
  private Cache<String, Integer> numbered(IntPredicate fails) {
    return load.cache(
        TestStore.CAFFEINE,
        Duration.ofSeconds(30),
        key -> {
          int number = load.loads.incrementAndGet();
          if (number == 1) {
            load.loading.countDown();
            await(load.mayEnd);
          } else if (fails.test(number)) {
            throw new OutOfOrder();
          }
          return number;
        });
  }

  @Test
  void loadAll_thatFails_leavesAnotherThatRuns() throws Exception {
    Cache<String, Integer> cache = numbered(number -> true);
    Future<?> refreshing = load.start(refreshing(cache));
    await(load.loading);
    assertThatThrownBy(() -> UserCode.loadAll(cache, Set.of("a"), true))
        .hasStackTraceContaining(OutOfOrder.class.getName());

    load.mayEnd.countDown();

    refreshing.get();
    assertThat(cache.get("a")).isEqualTo(1);
    assertThat(load.loads).hasValue(2);
  }

  @Test
  void loadAll_thatFails_leavesAReadThatOthersWaitFor() throws Exception {
    Cache<String, Integer> cache = numbered(number -> true);
    List<Future<Integer>> reading = new ArrayList<>(List.of(load.start(() -> cache.get("a"))));
    await(load.loading);
    assertThatThrownBy(() -> UserCode.loadAll(cache, Set.of("a"), true))
        .hasStackTraceContaining(OutOfOrder.class.getName());
    reading.add(load.start(() -> cache.get("a")));
    awaitWaiting(cache, 1);

    load.mayEnd.countDown();

    for (Future<Integer> each : reading) {
      assertThat(each.get()).isEqualTo(1);
    }
    assertThat(cache.containsKey("a")).isTrue();
  }

  @Test
  void get_besideALoadThatReplaces_waitsForNobody() throws Exception {
    Cache<String, Integer> cache = numbered(number -> false);
    Future<?> refreshing = load.start(refreshing(cache));
    await(load.loading);

    assertThat(cache.get("a")).isEqualTo(2);

    load.mayEnd.countDown();
    refreshing.get();
    assertThat(cache.get("a")).as("which ended last").isEqualTo(1);
  }

  private static Callable<Boolean> refreshing(Cache<String, Integer> cache) {
    return () -> {
      UserCode.loadAll(cache, Set.of("a"), true);
      return true;
    };
  }

  /** A value that one thread can't decode is of use to others. */
  @Test
  void get_ofAValueThatItCannotDecode_leavesItToTheCache() throws Exception {
    StoreFixture fixture = faults.fixture();
    CountDownLatch refused = new CountDownLatch(1);
    Cache<String, Integer> cache =
        fixture.create(
            "numbers",
            UserCode.<String, Integer>readingThrough(
                    key -> {
                      int number = load.loads.incrementAndGet();
                      load.loading.countDown();
                      if (number == 1) {
                        await(load.mayEnd);
                      } else {
                        refused.countDown();
                        await(stored);
                      }
                      return number;
                    })
                .setCodecFactory(NeverDecoded::new));
    Future<Integer> first = load.start(() -> cache.get("a"));
    await(load.loading);
    Future<Integer> second = load.start(() -> cache.get("a"));
    awaitWaiting(cache, 1);
    faults.before("putIfAbsent", () -> await(refused));

    load.mayEnd.countDown();

    assertThat(first.get()).isEqualTo(1);
    assertThat(fixture.raw("numbers").size()).isEqualTo(1);
    stored.countDown();
    assertThat(second.get()).isEqualTo(2);
  }
}
