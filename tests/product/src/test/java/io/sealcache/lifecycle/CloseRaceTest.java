package io.sealcache.lifecycle;

import static io.sealcache.fixture.Calls.awaitWaiting;
import static io.sealcache.fixture.Calls.started;
import static io.sealcache.fixture.Calls.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CloseableUserCode;
import io.sealcache.fixture.Closing;
import io.sealcache.fixture.EachOperation;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import io.sealcache.fixture.WatchedCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Closing while other threads use or create caches. */
@Tag("slow")
@Tag("race")
@Timeout(300)
class CloseRaceTest {
  private static final int THREADS = 3;

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch proceed = new CountDownLatch(1);

  static Stream<Arguments> storesAndClosings() {
    return TestStore.with(List.of(Closing.values()));
  }

  @ParameterizedTest
  @MethodSource("storesAndClosings")
  void close_whileCallsAreInFlight_eachReturnsOrSaysThatItIsClosed(TestStore store, Closing way)
      throws InterruptedException {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      Cache<String, Integer> cache = fixture.create("numbers", EachOperation.configuration());
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      CountDownLatch warm = new CountDownLatch(THREADS);
      List<FutureTask<Boolean>> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        threads.add(started(() -> hammer(store, cache, warm, failures)));
      }
      assertThat(warm.await(120, TimeUnit.SECONDS)).isTrue();

      way.close(cache);

      assertThat(threads)
          .allSatisfy(thread -> assertThat(thread).succeedsWithin(Duration.ofSeconds(100)));
      assertThat(failures).isEmpty();
    }
  }

  private static void hammer(
      TestStore store,
      Cache<String, Integer> cache,
      CountDownLatch warm,
      Queue<Throwable> failures) {
    List<Consumer<Cache<String, Integer>>> operations = new ArrayList<>(EachOperation.SINGLE);
    // There the reference implementation holds several locks of one pool for all its caches, and
    // threads deadlock in it, without SealCache too.
    if (store != TestStore.REFERENCE_IMPLEMENTATION) {
      operations.addAll(EachOperation.BULK_WRITES);
    }
    boolean last;
    do {
      last = cache.isClosed();
      for (Consumer<Cache<String, Integer>> operation : operations) {
        try {
          operation.accept(cache);
        } catch (IllegalStateException e) {
          // as it should be
        } catch (Throwable e) {
          if (!isEhcachesOwn(e)) {
            failures.add(e);
          }
        }
      }
      warm.countDown();
    } while (!last);
  }

  @ParameterizedTest
  @EnumSource
  void get_whoseKeyIsEncodedWhenTheCacheCloses_saysSoAndNothingOfLostKeys(Closing way) {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      List<Cache<?, ?>> created = new ArrayList<>();
      Runnable close = () -> created.forEach(way::close);
      Cache<String, Integer> cache =
          fixture.create(
              "numbers",
              new EncryptedConfiguration<String, Integer>()
                  .setKeyCodecFactory(() -> new WatchedCodec(close)));
      created.add(cache);

      assertThatIllegalStateException()
          .isThrownBy(() -> cache.get("a"))
          .withMessage("Cache 'numbers' was closed during this call");
    }
  }

  // Ehcache's own iterators, without SealCache too, trip over an entry on its way from one tier to
  // the other.
  private static boolean isEhcachesOwn(Throwable failure) {
    return failure instanceof UnsupportedOperationException
        && failure.getStackTrace()[0].getClassName().endsWith(".OnHeapStore$Fault");
  }

  @Test
  void createCache_whileTheManagerIsClosing_isRefusedOrClosedWithIt() throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      EncryptedCacheManager manager = fixture.manager();
      Queue<Cache<?, ?>> created = new ConcurrentLinkedQueue<>();
      Thread second = new Thread(() -> createQuietly(fixture, created));
      Thread first = new Thread(() -> fixture.create("first", slow(second)));
      Thread closing = new Thread(manager::close);
      first.start();
      started.await();
      second.start();
      awaitWaiting(second);
      closing.start();
      awaitWaiting(closing);

      proceed.countDown();
      first.join();
      second.join();
      closing.join();

      assertThat(created).allSatisfy(cache -> assertThat(cache.isClosed()).isTrue());
    }
  }

  // Created when told so, and closed only after the other thread is done.
  private EncryptedConfiguration<String, Integer> slow(Thread other) {
    CloseableUserCode loader = new CloseableUserCode();
    loader.beforeClose = () -> SlowLoad.join(other);
    return new EncryptedConfiguration<String, Integer>()
        .setCacheLoaderFactory(() -> loader)
        .setExpiryPolicyFactory(
            () -> {
              started.countDown();
              SlowLoad.await(proceed);
              return new EternalExpiryPolicy();
            });
  }

  private static void createQuietly(StoreFixture fixture, Queue<Cache<?, ?>> created) {
    try {
      created.add(fixture.create("second"));
    } catch (IllegalStateException e) {
      // the manager was closed first
    }
  }

  private static EncryptedConfiguration<String, Integer> listening(
      Recorder<String, Integer> listener) {
    return new EncryptedConfiguration<String, Integer>()
        .addCacheEntryListenerConfiguration(
            new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, false));
  }

  static Stream<Arguments> storesAndWaysToFreeAName() {
    return storesAndClosings()
        .filter(each -> Set.of(Closing.CACHE, Closing.DESTRUCTION).contains(each.get()[1]));
  }

  @ParameterizedTest
  @MethodSource("storesAndWaysToFreeAName")
  void createCache_whileTheNameIsBeingFreed_givesACacheThatWorks(TestStore store, Closing way)
      throws Exception {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      Recorder<String, Integer> listener = Recorder.of();
      listener.afterClose =
          () -> {
            started.countDown();
            SlowLoad.await(proceed);
          };
      Cache<String, Integer> first = fixture.create("numbers", listening(listener));
      FutureTask<Boolean> closing = started(() -> way.close(first));
      started.await();
      FutureTask<Cache<String, Integer>> creation =
          waiting(() -> fixture.<String, Integer>create("numbers"));

      proceed.countDown();
      closing.get();

      Cache<String, Integer> second = creation.get();
      second.put("a", 1);
      assertThat(second.get("a")).isEqualTo(1);
      assertThat(fixture.manager().<String, Integer>getCache("numbers")).isSameAs(second);
    }
  }

  @OverEachStore
  void createCache_byTheCodeThatIsClosedWithTheName_isRefused(TestStore store) {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      List<@Nullable Object> seen = new ArrayList<>();
      Recorder<String, Integer> listener = Recorder.of();
      listener.afterClose =
          () -> {
            seen.add(fixture.manager().getCache("numbers"));
            try {
              seen.add(fixture.create("numbers"));
            } catch (CacheException e) {
              seen.add(e.getMessage());
            }
          };

      fixture.create("numbers", listening(listener)).close();

      assertThat(seen).hasSize(2).startsWith((Object) null);
      assertThat(seen.get(1)).asString().contains("'numbers'", "still being closed");
      fixture.create("numbers").put("a", 1);
    }
  }

  @OverEachStore
  void close_whileALoaderRuns_leavesNothingOfItInTheStore(TestStore store) throws Exception {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      EncryptedConfiguration<String, Integer> loading =
          UserCode.readingThrough(
              key -> {
                started.countDown();
                SlowLoad.await(proceed);
                return 1;
              });
      Cache<String, Integer> cache = fixture.create("numbers", loading);
      FutureTask<Integer> get = started(() -> cache.get("a"));
      started.await();

      cache.close();

      assertThat(get).isNotDone();
      proceed.countDown();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(get::get)
          .withCauseInstanceOf(IllegalStateException.class);
      Cache<String, Integer> again = fixture.create("numbers", loading);
      assertThat(again.containsKey("a")).isFalse();
    }
  }

  @Test
  void closeOfManager_whoseStoreHangs_isNotKeptFromClosing() throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      FutureTask<Cache<String, Integer>> creation =
          started(() -> fixture.create("slow", slow(new Thread())));
      started.await();
      Thread closing = new Thread(fixture.manager()::close);
      closing.start();
      awaitWaiting(closing);

      closing.interrupt(); // or it goes on after 10 seconds
      closing.join();

      assertThat(creation).isNotDone();
      proceed.countDown();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(creation::get)
          .withCauseInstanceOf(IllegalStateException.class);
    }
  }
}
