package io.sealcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.locks.KeyLoads;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.StoreEntry;
import io.sealcache.internal.seal.StoreView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What several threads of one JVM miss at once is loaded once. */
@Timeout(60)
class SharedLoadTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final int THREADS = 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch loading = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void endThreads() {
    mayEnd.countDown();
    threads.shutdownNow();
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

  private <V> Cache<String, V> cache(
      TestStore store, Duration timeout, Function<String, @Nullable V> loader) {
    return STORES.create(
        store,
        new EncryptedConfiguration<String, V>()
            .setContentionTimeout(timeout)
            .setReadThrough(true)
            .setCacheLoaderFactory(UserCode.loader(loader)));
  }

  /** Whose load of {@code a} takes until it may end. */
  private Cache<String, int[]> slow(TestStore store, Duration timeout) {
    return cache(
        store,
        timeout,
        key -> {
          if (key.equals("a")) {
            loads.incrementAndGet();
            loading.countDown();
            await(mayEnd);
          }
          return new int[] {7};
        });
  }

  private Cache<String, int[]> slow(TestStore store) {
    return slow(store, Duration.ofSeconds(30));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> Future<T> start(Callable<T> action) {
    return threads.submit(action);
  }

  /** Returns once so many threads wait for a load, or for the processor that does. */
  private static void awaitWaiting(Cache<?, ?> cache, int number) {
    KeyLoads loads = ((EncryptedCache<?, ?>) cache).components().locks().loads();
    while (loads.waits().size() < number) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @MethodSource("misses")
  void read_byManyThreads_loadsOnceAndGivesEachAnObjectOfItsOwn(TestStore store, Miss miss)
      throws Exception {
    Cache<String, int[]> cache = slow(store);
    List<Future<int[]>> reading = new ArrayList<>();
    reading.add(start(() -> cache.get("a")));
    await(loading);
    for (int i = 1; i < THREADS; i++) {
      reading.add(start(() -> miss.reading.of(cache)));
    }
    awaitWaiting(cache, THREADS - 1);

    mayEnd.countDown();

    Set<Integer> objects = new HashSet<>();
    for (Future<int[]> read : reading) {
      int[] value = read.get();
      assertThat(value).containsExactly(7);
      value[0]++; // what one caller does to its own is nobody else's
      objects.add(System.identityHashCode(value));
    }
    assertThat(objects).hasSize(THREADS);
    assertThat(loads).hasValue(1);
    assertThat(cache.get("a")).containsExactly(7);
  }

  @ParameterizedTest
  @MethodSource("misses")
  void get_whileAnotherReadLoads_waitsForItToo(TestStore store, Miss miss) throws Exception {
    Cache<String, int[]> cache = slow(store);
    Future<int[]> first = start(() -> miss.reading.of(cache));
    await(loading);
    Future<int[]> second = start(() -> cache.get("a"));
    awaitWaiting(cache, 1);

    mayEnd.countDown();

    assertThat(second.get()).containsExactly(7);
    assertThat(first.get()).containsExactly(7);
    assertThat(loads).hasValue(1);
    assertThat(cache.get("a")).containsExactly(7);
    assertThat(loads).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void read_ofWhatTheLoaderHasNot_givesNothingToAll(TestStore store) throws Exception {
    Cache<String, int[]> cache =
        cache(
            store,
            Duration.ofSeconds(30),
            key -> {
              loads.incrementAndGet();
              loading.countDown();
              await(mayEnd);
              return null;
            });
    Future<int[]> first = start(() -> cache.get("a"));
    await(loading);
    Future<int[]> second = start(() -> cache.get("a"));
    Future<Map<String, int[]>> third = start(() -> cache.getAll(Set.of("a")));
    awaitWaiting(cache, 2);

    mayEnd.countDown();

    assertThat(first.get()).isNull();
    assertThat(second.get()).isNull();
    assertThat(third.get()).isEmpty();
    assertThat(loads).hasValue(1);
    assertThat(cache.get("a")).isNull();
    assertThat(loads).as("nothing is remembered").hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void read_whoseLoadFails_tellsAllThatWaitedAndThenLoadsAgain(TestStore store) {
    OutOfOrder failure = new OutOfOrder();
    Cache<String, int[]> cache =
        cache(
            store,
            Duration.ofSeconds(30),
            key -> {
              if (loads.incrementAndGet() == 1) {
                loading.countDown();
                await(mayEnd);
                throw failure;
              }
              return new int[] {8};
            });
    List<Future<?>> reading = new ArrayList<>();
    reading.add(start(() -> cache.get("a")));
    await(loading);
    reading.add(start(() -> cache.get("a")));
    reading.add(start(() -> cache.getAll(Set.of("a", "b"))));
    awaitWaiting(cache, 2);

    mayEnd.countDown();

    for (Future<?> read : reading) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(read::get)
          .havingCause()
          .isInstanceOf(CacheLoaderException.class)
          .withCause(failure);
    }
    assertThat(cache.get("a")).containsExactly(8);
  }

  @ParameterizedTest
  @EnumSource
  void get_waitingForABulkLoadThatFailsForAnotherKey_getsItsOwn(TestStore store) throws Exception {
    Cache<String, int[]> cache =
        cache(
            store,
            Duration.ofSeconds(30),
            key -> {
              loading.countDown();
              await(mayEnd);
              if (key.equals("b")) {
                throw new OutOfOrder();
              }
              return new int[] {8};
            });
    Future<?> bulk = start(() -> cache.getAll(Set.of("a", "b")));
    await(loading);
    Future<int[]> single = start(() -> cache.get("a"));
    awaitWaiting(cache, 1);

    mayEnd.countDown();

    assertThat(single.get()).containsExactly(8);
    assertThatExceptionOfType(ExecutionException.class).isThrownBy(bulk::get);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void sneak(Throwable failure) throws X {
    throw (X) failure;
  }

  @ParameterizedTest
  @EnumSource
  void get_waitingForALoadThatIsAbandoned_loadsForItself(TestStore store) throws Exception {
    Cache<String, int[]> cache =
        cache(
            store,
            Duration.ofSeconds(30),
            key -> {
              if (loads.incrementAndGet() == 1) {
                loading.countDown();
                await(mayEnd);
                SharedLoadTest.<RuntimeException>sneak(new IOException());
              }
              return new int[] {8};
            });
    Future<?> first = start(() -> cache.get("a"));
    await(loading);
    Future<int[]> second = start(() -> cache.get("a"));
    awaitWaiting(cache, 1);

    mayEnd.countDown();

    assertThat(second.get()).containsExactly(8);
    assertThatExceptionOfType(ExecutionException.class).isThrownBy(first::get);
  }

  @ParameterizedTest
  @EnumSource
  void get_waitingForALoadThatHangs_failsAndSaysWhy(TestStore store) throws Exception {
    Cache<String, int[]> cache = slow(store, Duration.ofMillis(50));
    Future<int[]> first = start(() -> cache.get("a"));
    await(loading);

    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.get("a"))
        .withMessageContainingAll(cache.getName(), "50 ms", "contention-timeout");

    mayEnd.countDown();
    assertThat(first.get()).containsExactly(7);
    assertThat(loads).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void get_interruptedWhileAnotherThreadLoads_endsAndStaysInterrupted(TestStore store)
      throws Exception {
    Cache<String, int[]> cache = slow(store);
    Future<int[]> first = start(() -> cache.get("a"));
    await(loading);
    CountDownLatch begun = new CountDownLatch(1);
    List<Thread> waiter = new ArrayList<>();
    Future<Boolean> second =
        threads.submit(
            () -> {
              waiter.add(Thread.currentThread());
              begun.countDown();
              try {
                cache.get("a");
                return false;
              } catch (CacheLoaderException e) {
                return Thread.interrupted() && String.valueOf(e).contains("interrupted");
              }
            });
    await(begun);
    awaitWaiting(cache, 1);

    waiter.get(0).interrupt();

    assertThat(second.get()).isTrue();
    mayEnd.countDown();
    assertThat(first.get()).containsExactly(7);
  }

  @ParameterizedTest
  @EnumSource
  void get_afterARemovalThatALoadDidNotSee_loadsAgain(TestStore store) throws Exception {
    Cache<String, Integer> cache =
        cache(
            store,
            Duration.ofSeconds(30),
            key -> {
              int value = loads.incrementAndGet();
              if (value == 1) {
                loading.countDown();
                await(mayEnd);
              }
              return value;
            });
    Future<Integer> first = start(() -> cache.get("a"));
    await(loading);

    cache.remove("a");
    assertThat(cache.get("a")).isEqualTo(2);
    cache.remove("a");
    mayEnd.countDown();

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
                          int value = loads.incrementAndGet();
                          if (value == 1) {
                            loading.countDown();
                            await(mayEnd);
                          }
                          return value;
                        })));
    Future<Integer> first = start(() -> TenantScope.call("acme", () -> cache.get("a")));
    await(loading);

    assertThat(TenantScope.<Integer>call("zeta", () -> cache.get("a"))).isEqualTo(2);

    mayEnd.countDown();
    assertThat(first.get()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void read_thatMissedBeforeALoadEnded_doesNotLoadAgain(TestStore store) {
    Cache<String, int[]> cache = slow(store);
    mayEnd.countDown();
    CacheComponents<String, int[]> parts = ((EncryptedCache<String, int[]>) cache).components();
    StoreView<String, int[]> view = parts.store().of(null);
    int stamp = parts.loads().stamp();
    Map<String, StoreEntry<int[]>> entries = view.entries(Set.of("a"));
    Map<String, Read<int[]>> missed = view.readAll(entries);
    StoreEntry<int[]> entry = requireNonNull(entries.get("a"));
    Read<int[]> alone = entry.read();

    assertThat(cache.get("a")).containsExactly(7);

    assertThat(parts.loads().loadOnMiss("a", entry, alone, stamp)).containsExactly(7);
    assertThat(
            new BulkLoad<>(parts.loads(), view, entries, missed, value -> {})
                .load(Set.of("a"), stamp))
        .hasSize(1);
    assertThat(loads).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void loader_readingItsOwnKey_failsAtOnce(TestStore store) {
    List<Cache<String, Integer>> itself = new ArrayList<>();
    Cache<String, Integer> cache =
        cache(store, Duration.ofSeconds(30), key -> itself.get(0).get(key));
    itself.add(cache);

    for (Callable<?> read :
        List.<Callable<?>>of(() -> cache.get("a"), () -> cache.getAll(Set.of("a", "b")))) {
      assertThatExceptionOfType(CacheLoaderException.class)
          .isThrownBy(read::call)
          .withMessageContainingAll(cache.getName(), "loader reads, through the cache");
    }
  }

  @ParameterizedTest
  @EnumSource
  void loader_changingItsOwnKey_failsAtOnce(TestStore store) {
    List<Cache<String, Integer>> itself = new ArrayList<>();
    Cache<String, Integer> cache =
        cache(
            store,
            Duration.ofSeconds(30),
            key -> {
              itself.get(0).put(key, 1);
              return 2;
            });
    itself.add(cache);

    for (Callable<?> read :
        List.<Callable<?>>of(() -> cache.get("a"), () -> cache.getAll(Set.of("a", "b")))) {
      assertThatExceptionOfType(CacheLoaderException.class)
          .isThrownBy(read::call)
          .havingCause()
          .isInstanceOf(CacheException.class)
          .withMessageContainingAll(cache.getName(), "changes, through the cache");
    }
    assertThat(Stores.contents(cache)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void getAll_whoseLoaderReadsOneOfThemForAnother_givesBoth(TestStore store) {
    List<Cache<String, Integer>> itself = new ArrayList<>();
    Cache<String, Integer> cache =
        cache(
            store,
            Duration.ofSeconds(30),
            key -> key.equals("child") ? requireNonNull(itself.get(0).get("parent")) + 1 : 1);
    itself.add(cache);

    assertThat(cache.getAll(Set.of("child", "parent"))).isEqualTo(Map.of("child", 2, "parent", 1));
  }

  @ParameterizedTest
  @EnumSource
  void loadersThatLoadEachOthersKeys_comeToAnEnd(TestStore store) {
    List<Cache<String, Integer>> itself = new ArrayList<>();
    CountDownLatch both = new CountDownLatch(2);
    Cache<String, Integer> cache =
        cache(
            store,
            Duration.ofSeconds(30),
            key -> {
              both.countDown();
              await(both);
              return itself.get(0).get(key.equals("a") ? "b" : "a");
            });
    itself.add(cache);

    for (Future<?> read :
        List.<Future<?>>of(start(() -> cache.get("a")), start(() -> cache.get("b")))) {
      assertThatThrownBy(() -> read.get(20, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(CacheLoaderException.class)
          .hasMessageContaining("loader reads, through the cache");
    }
  }

  @ParameterizedTest
  @EnumSource
  void loadAll_inLoadersThatWaitForIt_comesToAnEnd(TestStore store) {
    int many = 4 * Runtime.getRuntime().availableProcessors();
    CountDownLatch all = new CountDownLatch(many);
    Cache<String, Integer> inner = cache(store, Duration.ofSeconds(30), key -> 1);
    Cache<String, Integer> outer =
        cache(
            store,
            Duration.ofSeconds(30),
            key -> {
              all.countDown();
              await(all);
              UserCode.loadAll(inner, Set.of(key), true);
              return inner.get(key);
            });

    List<Future<?>> loaded = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      String key = "key " + i;
      loaded.add(
          start(
              () -> {
                UserCode.loadAll(outer, Set.of(key), true);
                return key;
              }));
    }

    assertThat(loaded).allSatisfy(each -> each.get(20, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @EnumSource
  void get_whileAProcessorLoads_getsThatAndTheProcessorRunsOnce(TestStore store) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Cache<String, int[]> cache = slow(store);
    Future<int[]> first = start(() -> cache.get("a"));
    await(loading);
    Future<Integer> processor =
        start(
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

    mayEnd.countDown();

    assertThat(processor.get()).isEqualTo(8);
    assertThat(first.get()[0]).isIn(7, 8);
    assertThat(loads).hasValue(1);
    assertThat(cache.get("a")).containsExactly(8);
  }
}
