package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.FaultyCachingProvider.Faults;
import io.sealcache.codec.CountingCodec;
import io.sealcache.internal.locks.KeyLoads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that a load opened, since another thread loaded or wrote them, and nobody was handed. */
@Timeout(60)
class LoadedValuesGivenUpTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private final CountingCodec codec = new CountingCodec("counting");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final Faults faults = new Faults();
  private final StoreFixture fixture = faults.fixture();

  @AfterEach
  void close() {
    mayEnd.countDown();
    threads.shutdownNow();
    faults.none();
    fixture.close();
  }

  private EncryptedConfiguration<String, String> loading(
      Function<String, @Nullable String> loader) {
    return new EncryptedConfiguration<String, String>()
        .setCodecFactory(() -> codec)
        .setContentionTimeout(Duration.ofSeconds(30))
        .setReadThrough(true)
        .setCacheLoaderFactory(UserCode.loader(loader));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitWaiting(Cache<?, ?> cache) {
    KeyLoads loads = ((EncryptedCache<?, ?>) cache).components().locks().loads();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (loads.waits().size() < 1) {
      assertThat(System.nanoTime()).as("somebody waits in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private void elsewhere(Runnable action) {
    try {
      threads.submit(action).get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** In the order in which a bulk operation has them. */
  private static List<String> inOrder(Cache<String, String> cache, Set<String> keys) {
    EncryptedCache<String, String> sealed = (EncryptedCache<String, String>) cache;
    return List.copyOf(sealed.components().store().of(null).entries(keys).keySet());
  }

  @ParameterizedTest
  @EnumSource
  void loadAll_thatWaitedForAnotherThreadsLoad_leavesNone(TestStore store) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Cache<String, String> cache =
        STORES.create(
            store,
            loading(
                key -> {
                  running.countDown();
                  await(mayEnd);
                  return "loaded";
                }));
    Future<?> first = threads.submit(() -> cache.get("a"));
    await(running);
    Future<?> second = threads.submit(() -> UserCode.loadAll(cache, Set.of("a"), false));
    awaitWaiting(cache);

    mayEnd.countDown();
    first.get();
    second.get();

    assertThat(codec.decoded()).isPositive();
    assertThat(codec.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void getAll_thatWaitedForTwoLoadsOfWhichOneFailed_leavesNone(TestStore store) throws Exception {
    CountDownLatch running = new CountDownLatch(2);
    List<String> failing = new ArrayList<>();
    Cache<String, String> cache =
        STORES.create(
            store,
            loading(
                key -> {
                  running.countDown();
                  await(mayEnd);
                  if (failing.contains(key)) {
                    throw new OutOfOrder();
                  }
                  return "loaded";
                }));
    Set<String> keys = Set.of("a", "b");
    failing.add(inOrder(cache, keys).get(1));
    List<Future<?>> loads = new ArrayList<>();
    keys.forEach(key -> loads.add(threads.submit(() -> cache.get(key))));
    await(running);
    Future<?> both = threads.submit(() -> cache.getAll(keys));
    awaitWaiting(cache);

    mayEnd.countDown();

    assertThatThrownBy(both::get).hasCauseInstanceOf(CacheLoaderException.class);
    assertThat(loads).hasSize(2);
    assertThat(codec.decoded()).isPositive();
    assertThat(codec.open()).isEmpty();
  }

  @Test
  void loadAll_whoseValueAnotherWriteOutran_leavesNone() {
    Cache<String, String> cache = fixture.create("cache", loading(key -> "loaded"));
    faults.before("putIfAbsent", () -> elsewhere(() -> cache.put("a", "written")));

    UserCode.loadAll(cache, Set.of("a"), false);

    assertThat(codec.decoded()).isPositive();
    assertThat(codec.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void loadAll_ofAnEntryThatAProcessorWritesMeanwhile_leavesNone(TestStore store) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    List<Future<?>> processing = new ArrayList<>();
    List<Cache<String, String>> itself = new ArrayList<>();
    Cache<String, String> cache =
        STORES.create(
            store,
            loading(
                key -> {
                  processing.add(threads.submit(() -> writeOnceWaitedFor(itself.get(0), running)));
                  await(running);
                  return "loaded";
                }));
    itself.add(cache);

    UserCode.loadAll(cache, Set.of("a"), false);
    processing.get(0).get();

    assertThat(codec.decoded()).isPositive();
    assertThat(codec.open()).isEmpty();
    assertThat(cache.get("a")).isEqualTo("written");
  }

  private static void writeOnceWaitedFor(Cache<String, String> cache, CountDownLatch running) {
    cache.<Object>invoke(
        "a",
        (entry, arguments) -> {
          running.countDown();
          awaitWaiting(cache);
          entry.setValue("written");
          return null;
        });
  }

  @Test
  void getAll_whoseFirstValueTheStoreRefuses_leavesWhatTheSecondFoundToNobody() {
    Cache<String, String> cache = fixture.create("cache", loading(key -> "loaded"));
    Set<String> keys = Set.of("a", "b");
    String second = inOrder(cache, keys).get(1);
    faults.before(
        "putIfAbsent",
        () -> {
          elsewhere(() -> cache.put(second, "written"));
          throw new OutOfOrder();
        });

    assertThatThrownBy(() -> cache.getAll(keys)).isInstanceOf(OutOfOrder.class);

    assertThat(codec.decoded()).isPositive();
    assertThat(codec.open()).isEmpty();
  }

  @Test
  void getAll_whoseValueAnotherWriteOutran_handsOutWhatIsThere() {
    Cache<String, String> cache = fixture.create("cache", loading(key -> "loaded"));
    faults.before("putIfAbsent", () -> elsewhere(() -> cache.put("a", "written")));

    Map<String, String> found = cache.getAll(Set.of("a"));

    assertThat(found).isEqualTo(Map.of("a", "written"));
    assertThat(codec.open()).containsExactly(found.get("a"));
  }
}
