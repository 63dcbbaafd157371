package io.sealcache.loaders;

import static io.sealcache.fixture.SlowLoad.await;
import static io.sealcache.fixture.SlowLoad.awaitWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that several threads of one JVM miss at once is loaded once. */
@Timeout(60)
class SharedLoadTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final Faults faults = new Faults();

  private static final int THREADS = 20;

  @RegisterExtension private final SlowLoad load = new SlowLoad(STORES);
  private final StoreFixture fixture = faults.fixture();

  private record Miss(String name, Function<Cache<String, int[]>, int @Nullable []> reading) {
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
      reading.add(load.start(() -> miss.reading.apply(cache)));
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
    Future<int[]> first = load.start(() -> miss.reading.apply(cache));
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

  @OverEachStore
  void read_ofWhatTheLoaderHasNot_givesNothingToAll(TestStore store) throws Exception {
    Cache<String, int[]> cache =
        STORES.create(
            store,
            load.<int[]>slowly(
                key -> {
                  load.loads.incrementAndGet();
                  return null;
                }));
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

  @OverEachStore
  void get_afterARemovalThatALoadDidNotSee_loadsAgain(TestStore store) throws Exception {
    Cache<String, Integer> cache =
        STORES.create(store, load.<Integer>slowly(key -> load.loads.incrementAndGet()));
    Future<Integer> first = load.start(() -> cache.get("a"));
    await(load.loading);

    cache.remove("a");
    assertThat(cache.get("a")).isEqualTo(2);
    cache.remove("a");
    load.mayEnd.countDown();

    assertThat(first.get()).isEqualTo(1);
    assertThat(cache.containsKey("a")).as("what is outdated is not entered").isFalse();
  }

  @OverEachStore
  void get_byAnotherTenant_loadsForItself(TestStore store) throws Exception {
    Cache<String, Integer> cache =
        STORES.create(
            store,
            load.<Integer>slowly(key -> load.loads.incrementAndGet())
                .setTenantResolverFactory(TenantScope::new));
    Future<Integer> first = load.start(() -> TenantScope.call("acme", () -> cache.get("a")));
    await(load.loading);

    assertThat(TenantScope.<Integer>call("zeta", () -> cache.get("a"))).isEqualTo(2);

    load.mayEnd.countDown();
    assertThat(first.get()).isEqualTo(1);
  }

  /** Each load gives its number. */
  private EncryptedCache<String, Integer> counting() {
    return fixture.create(
        "numbers", UserCode.<String, Integer>readingThrough(key -> load.loads.incrementAndGet()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "getAll"})
  void read_thatMissedBeforeALoadEnded_doesNotLoadAgain(String read) {
    EncryptedCache<String, Integer> cache = counting();
    faults.after(read, () -> await(load.start(() -> cache.get("a"))));

    assertThat(read.equals("get") ? cache.get("a") : cache.getAll(Set.of("a")).get("a"))
        .isEqualTo(1);

    assertThat(load.loads).hasValue(1);
  }

  @OverEachStore
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
    EncryptedCache<String, Integer> cache = counting();
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
            TestStore.CAFFEINE, load.<Integer>slowly(key -> 7).setCodecFactory(NeverDecoded::new));
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

  /** A value that one thread can't decode is of use to others. */
  @Test
  void get_ofAValueThatItCannotDecode_leavesItToTheCache() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    CountDownLatch stored = new CountDownLatch(1);
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
