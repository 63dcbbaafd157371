package io.sealcache.loaders;

import static io.sealcache.fixture.SlowLoad.await;
import static io.sealcache.fixture.SlowLoad.awaitWaiting;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loaders that use the caches that they load for. */
@Timeout(60)
class NestedLoadTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final SlowLoad load = new SlowLoad(STORES);

  @OverEachStore
  void loader_readingItsOwnKey_failsAtOnce(TestStore store) {
    Cache<String, Integer> cache =
        load.cache(
            store,
            (itself, key) -> {
              load.loads.incrementAndGet();
              return itself.get(key);
            });

    for (Callable<?> read :
        List.<Callable<?>>of(() -> cache.get("a"), () -> cache.getAll(Set.of("a", "b")))) {
      assertThatExceptionOfType(CacheLoaderException.class)
          .isThrownBy(read::call)
          .withMessageContainingAll(cache.getName(), "loader reads, through the cache");
    }
    assertThat(load.loads).as("by get, and as one of several and then alone").hasValue(1 + 2);
  }

  @OverEachStore
  void loader_changingItsOwnKey_failsAtOnce(TestStore store) {
    Cache<String, Integer> cache =
        load.cache(
            store,
            (itself, key) -> {
              itself.put(key, 1);
              return 2;
            });

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

  @OverEachStore
  void getAll_whoseLoaderReadsOneOfThemForAnother_givesBoth(TestStore store) {
    Cache<String, Integer> cache =
        load.cache(store, (itself, key) -> key.equals("child") ? itself.get("parent") + 1 : 1);

    assertThat(cache.getAll(Set.of("child", "parent"))).isEqualTo(Map.of("child", 2, "parent", 1));
  }

  @OverEachStore
  void getAll_whoseLoaderReadsSeveralOfThemForAnother_givesAll(TestStore store) {
    Set<String> parents = Set.of("mother", "father");
    Cache<String, Integer> cache =
        load.cache(store, (itself, key) -> key.equals("child") ? itself.getAll(parents).size() : 1);

    assertThat(cache.getAll(Set.of("child", "mother", "father")))
        .isEqualTo(Map.of("child", 2, "mother", 1, "father", 1));
  }

  @Tag("slow")
  @OverEachStore
  void loadersThatLoadEachOthersKeys_comeToAnEnd(TestStore store) {
    CountDownLatch both = new CountDownLatch(2);
    Cache<String, Integer> cache =
        load.cache(
            store,
            Duration.ofSeconds(1),
            (itself, key) -> {
              both.countDown();
              await(both);
              return itself.get(key.equals("a") ? "b" : "a");
            });

    for (Future<?> read :
        List.<Future<?>>of(load.start(() -> cache.get("a")), load.start(() -> cache.get("b")))) {
      assertThatThrownBy(() -> read.get())
          .cause()
          .as("one by the timeout, and the other too or as it then loads what waits for it")
          .isInstanceOf(CacheLoaderException.class)
          .hasMessageMatching(".*(contention-timeout|its loader reads).*");
    }
  }

  /** Whose values can be encoded, but not decoded. */
  @OverEachStore
  void get_ofWhatItsProcessorLoadedAndNobodyCanDecode_comesToAnEnd(TestStore store) {
    Cache<String, Integer> cache =
        STORES.create(
            store,
            UserCode.<String, Integer>readingThrough(key -> 7).setCodecFactory(NeverDecoded::new));

    assertThat(
            cache.<Integer>invoke(
                "a", (entry, none) -> entry.getValue() + requireNonNull(cache.get("a"))))
        .isEqualTo(14);
  }

  @Test
  void get_inAProcessorThatWaitedForALoadWhichIsOutdated_loadsByItself() throws Exception {
    Cache<String, int[]> cache = load.slow(TestStore.CAFFEINE);
    Future<?> loading = load.start(() -> cache.get("a"));
    await(load.loading);
    Future<Integer> processing =
        load.start(
            () ->
                cache.<Integer>invoke(
                    "a",
                    (entry, none) -> {
                      int first = entry.getValue()[0];
                      CompletableFuture.runAsync(cache::clear).join();
                      return first + requireNonNull(cache.get("a"))[0];
                    }));
    awaitWaiting(cache, 1);

    load.mayEnd.countDown();

    loading.get();
    assertThat(processing.get()).isEqualTo(14);
  }

  @OverEachStore
  void loadAll_inLoadersThatWaitForIt_comesToAnEnd(TestStore store) {
    int many = 4 * Runtime.getRuntime().availableProcessors();
    CountDownLatch all = new CountDownLatch(many);
    Cache<String, Integer> inner = load.cache(store, key -> 1);
    Cache<String, Integer> outer =
        load.cache(
            store,
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
          load.start(
              () -> {
                UserCode.loadAll(outer, Set.of(key), true);
                return key;
              }));
    }

    assertThat(loaded).allSatisfy(each -> each.get());
  }
}
