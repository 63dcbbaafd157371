package io.sealcache.loaders;

import static io.sealcache.fixture.SlowLoad.await;
import static io.sealcache.fixture.SlowLoad.awaitWaiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.cache.Cache;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A thread that waits for what another thread loads learns what became of it, and doesn't wait for
 * ever.
 */
@Timeout(60)
class FailedLoadTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final Faults faults = new Faults();

  @RegisterExtension private final SlowLoad load = new SlowLoad(STORES);

  @OverEachStore
  void read_whoseLoadFails_leavesOneOfThoseThatWaitedToLoadForAll(TestStore store)
      throws Exception {
    OutOfOrder failure = new OutOfOrder();
    Cache<String, int[]> cache = failingFirst(store, failure);
    Future<int[]> failing = load.start(() -> cache.get("a"));
    await(load.loading);
    List<Future<int[]>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(load.start(() -> cache.get("a")));
    }
    awaitWaiting(cache, 3);

    load.mayEnd.countDown();

    assertFailed(failing, failure);
    for (Future<int[]> read : waiting) {
      assertThat(read.get()).containsExactly(8);
    }
    assertThat(load.loads).hasValue(2);
  }

  private static void assertFailed(Future<?> read, Throwable failure) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(read::get)
        .havingCause()
        .isInstanceOf(CacheLoaderException.class)
        .withCause(failure);
  }

  @OverEachStore
  void get_waitingForAProcessorWhoseLoadFails_loadsByItself(TestStore store) throws Exception {
    OutOfOrder failure = new OutOfOrder();
    Cache<String, int[]> cache = failingFirst(store, failure);
    Future<?> processing =
        load.start(() -> cache.<Object>invoke("a", (entry, none) -> entry.getValue()));
    await(load.loading);
    Future<int[]> reading = load.start(() -> cache.get("a"));
    awaitWaiting(cache, 1);

    load.mayEnd.countDown();

    assertFailed(processing, failure);
    assertThat(reading.get()).containsExactly(8);
  }

  @Test
  void read_whoseLoaderAlwaysThrows_isTriedByEachThatWaited() {
    StackOverflowError error = new StackOverflowError();
    Cache<String, int[]> cache =
        load.cache(
            TestStore.CAFFEINE,
            key -> {
              load.loads.incrementAndGet();
              load.loading.countDown();
              await(load.mayEnd);
              throw error;
            });
    List<Future<?>> reading = new ArrayList<>();
    reading.add(load.start(() -> cache.get("a")));
    await(load.loading);
    reading.add(load.start(() -> cache.get("a")));
    reading.add(load.start(() -> cache.get("a")));
    awaitWaiting(cache, 2);

    load.mayEnd.countDown();

    for (Future<?> read : reading) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(read::get)
          .havingRootCause()
          .isSameAs(error);
    }
    assertThat(load.loads).hasValue(3);
  }

  /** Whoever reads the same meanwhile finds out by itself. */
  @Test
  void invoke_thatReplacesALoadedValueWhichCannotBeSealed_stores() throws Exception {
    Cache<String, byte[]> cache =
        STORES.create(
            TestStore.CAFFEINE,
            load.<byte[]>slowly(key -> new byte[1_001]).setCodec("bytes").setMaxValueSize(1_000));
    Future<byte[]> processing =
        load.start(
            () ->
                cache.<byte[]>invoke(
                    "a",
                    (entry, none) -> {
                      byte[] loaded = entry.getValue();
                      entry.setValue(new byte[] {1});
                      return loaded;
                    }));
    await(load.loading);
    Future<byte[]> reading = load.start(() -> cache.get("a"));
    awaitWaiting(cache, 1);

    load.mayEnd.countDown();

    assertThat(processing.get()).hasSize(1_001);
    var unused = catchThrowable(reading::get); // if it came to seal it too
    assertThat(cache.get("a")).containsExactly(1);
  }

  @OverEachStore
  void get_waitingForABulkLoadThatFailsForAnotherKey_getsItsOwn(TestStore store) throws Exception {
    Cache<String, int[]> cache =
        load.cache(
            store,
            key -> {
              load.loading.countDown();
              await(load.mayEnd);
              if (key.equals("b")) {
                throw new OutOfOrder();
              }
              return new int[] {8};
            });
    Future<?> bulk = load.start(() -> cache.getAll(Set.of("a", "b")));
    await(load.loading);
    Future<int[]> single = load.start(() -> cache.get("a"));
    awaitWaiting(cache, 1);

    load.mayEnd.countDown();

    assertThat(single.get()).containsExactly(8);
    assertThatExceptionOfType(ExecutionException.class).isThrownBy(bulk::get);
  }

  @Test
  void get_waitingForOneWhoseStoreFails_loadsByItself() throws Exception {
    StoreFixture fixture = faults.fixture();
    EncryptedCache<String, Integer> cache =
        fixture.create("numbers", UserCode.<String, Integer>readingThrough(key -> 8));
    List<Future<Integer>> waiting = new ArrayList<>();
    faults.before(
        "getAll",
        () -> {
          waiting.add(load.start(() -> cache.get("a")));
          awaitWaiting(cache, 1);
          throw new OutOfOrder();
        });

    // So it looks whether a load that has ended entered it.
    faults.after("get", () -> await(load.start(() -> cache.get("b"))));

    assertThatExceptionOfType(OutOfOrder.class).isThrownBy(() -> cache.get("a"));

    assertThat(waiting.get(0).get()).isEqualTo(8);
  }

  /** Whose first load takes until it may end, and then fails; later ones find 8. */
  private Cache<String, int[]> failingFirst(TestStore store, RuntimeException failure) {
    return load.cache(
        store,
        key -> {
          if (load.loads.incrementAndGet() == 1) {
            load.loading.countDown();
            await(load.mayEnd);
            throw failure;
          }
          return new int[] {8};
        });
  }

  @OverEachStore
  void get_waitingForALoadThatHangs_failsAndSaysWhy(TestStore store) throws Exception {
    Cache<String, int[]> cache = load.slow(store, Duration.ofMillis(50));
    Future<int[]> first = load.start(() -> cache.get("a"));
    await(load.loading);

    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.get("a"))
        .withMessageContainingAll(cache.getName(), "50 ms", "contention-timeout");

    load.mayEnd.countDown();
    assertThat(first.get()).containsExactly(7);
    assertThat(load.loads).hasValue(1);
  }

  @OverEachStore
  void get_interruptedWhileAnotherThreadLoads_endsAndStaysInterrupted(TestStore store)
      throws Exception {
    Cache<String, int[]> cache = load.slow(store);
    Future<int[]> first = load.start(() -> cache.get("a"));
    await(load.loading);
    CountDownLatch begun = new CountDownLatch(1);
    List<Thread> waiter = new ArrayList<>();
    Future<Boolean> second =
        load.start(
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
    load.mayEnd.countDown();
    assertThat(first.get()).containsExactly(7);
  }
}
