package io.sealcache;

import static io.sealcache.fixture.SlowLoad.await;
import static io.sealcache.fixture.SlowLoad.awaitWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.TenantStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that several threads of one JVM miss at once is loaded once. */
@Timeout(60)
class SharedLoadTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final int THREADS = 20;

  private final SlowLoad load = new SlowLoad(STORES);

  @AfterEach
  void endThreads() {
    load.close();
  }

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
    return Arrays.stream(TestStore.values())
        .flatMap(store -> MISSES.stream().map(miss -> Arguments.of(store, miss)));
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
            new EncryptedConfiguration<String, Integer>()
                .setTenantResolverFactory(TenantScope::new)
                .setReadThrough(true)
                .setCacheLoaderFactory(
                    UserCode.loader(
                        key -> {
                          int value = load.loads.incrementAndGet();
                          if (value == 1) {
                            load.loading.countDown();
                            await(load.mayEnd);
                          }
                          return value;
                        })));
    Future<Integer> first = load.start(() -> TenantScope.call("acme", () -> cache.get("a")));
    await(load.loading);

    assertThat(TenantScope.<Integer>call("zeta", () -> cache.get("a"))).isEqualTo(2);

    load.mayEnd.countDown();
    assertThat(first.get()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void read_thatMissedBeforeALoadEnded_doesNotLoadAgain(TestStore store) {
    Cache<String, int[]> cache = load.slow(store);
    load.mayEnd.countDown();
    CacheComponents<String, int[]> parts = ((EncryptedCache<String, int[]>) cache).components();
    TenantStore<String, int[]> view = parts.store().of(null);
    int stamp = parts.locks().stamp();
    Map<String, EntryAccess<int[]>> entries = view.entries(Set.of("a"));
    Map<String, Read<int[]>> missed = view.beginReadAll(entries).get();

    assertThat(cache.get("a")).containsExactly(7);

    for (boolean alone : new boolean[] {true, false}) {
      try (EntryLoads<String, int[]> loads =
          new EntryLoads<>(parts, view, entries, stamp, alone, parts.locks().patience())) {
        assertThat(loads.load(Set.of("a"), missed)).hasSize(1);
      }
    }
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
}
