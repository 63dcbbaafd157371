package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CloseTest {
  private static final int THREADS = 3;
  private static final Set<String> KEYS = Set.of("a", "b", "c");

  enum Closing {
    CACHE {
      @Override
      void close(Cache<?, ?> cache) {
        cache.close();
      }
    },
    MANAGER {
      @Override
      void close(Cache<?, ?> cache) {
        cache.getCacheManager().close();
      }
    },
    PROVIDER {
      @Override
      void close(Cache<?, ?> cache) {
        cache.getCacheManager().getCachingProvider().close();
      }
    },
    DESTRUCTION {
      @Override
      void close(Cache<?, ?> cache) {
        cache.getCacheManager().destroyCache(cache.getName());
      }
    };

    abstract void close(Cache<?, ?> cache);
  }

  static Stream<Arguments> storesAndClosings() {
    return Arrays.stream(TestStore.values())
        .flatMap(store -> Arrays.stream(Closing.values()).map(way -> Arguments.of(store, way)));
  }

  private static List<Consumer<Cache<String, Integer>>> operations() {
    return List.of(
        cache -> cache.get("a"),
        cache -> cache.getAll(KEYS),
        cache -> cache.containsKey("a"),
        cache -> cache.put("a", 1),
        cache -> cache.putIfAbsent("b", 1),
        cache -> cache.getAndPut("b", 2),
        cache -> cache.replace("a", 3),
        cache -> cache.replace("a", 3, 4),
        cache -> cache.replace("a", 77, 4),
        cache -> cache.getAndReplace("a", 5),
        cache -> cache.remove("c"),
        cache -> cache.remove("a", 5),
        cache -> cache.getAndRemove("b"),
        Cache::clear,
        cache -> cache.iterator().forEachRemaining(entry -> {}),
        cache ->
            cache.<Object>invoke(
                "a",
                (entry, arguments) -> {
                  entry.setValue(9);
                  return 9;
                }),
        cache -> cache.<Object>invokeAll(KEYS, (entry, arguments) -> entry.getValue()),
        cache -> cache.loadAll(KEYS, true, null),
        cache -> {
          var listener = Recorder.<String, Integer>of().configuration();
          cache.registerCacheEntryListener(listener);
          cache.deregisterCacheEntryListener(listener);
        });
  }

  private static List<Consumer<Cache<String, Integer>>> bulkWrites() {
    return List.of(
        cache -> cache.putAll(Map.of("a", 1, "b", 2)),
        cache -> cache.removeAll(Set.of("a", "c")),
        Cache::removeAll);
  }

  @ParameterizedTest
  @MethodSource("storesAndClosings")
  void close_whileCallsAreInFlight_eachReturnsOrSaysThatItIsClosed(TestStore store, Closing way)
      throws InterruptedException {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      Cache<String, Integer> cache = fixture.create("numbers", configuration());
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      CountDownLatch warm = new CountDownLatch(THREADS);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        threads.add(new Thread(() -> hammer(store, cache, warm, failures)));
      }
      threads.forEach(Thread::start);
      assertThat(warm.await(30, TimeUnit.SECONDS)).isTrue();

      way.close(cache);

      for (Thread thread : threads) {
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
      }
      assertThat(failures).isEmpty();
    }
  }

  private static void hammer(
      TestStore store,
      Cache<String, Integer> cache,
      CountDownLatch warm,
      Queue<Throwable> failures) {
    List<Consumer<Cache<String, Integer>>> operations = new ArrayList<>(operations());
    // There the reference implementation holds several locks of one pool for all its caches, and
    // threads deadlock in it, naked too.
    if (store != TestStore.REFERENCE_IMPLEMENTATION) {
      operations.addAll(bulkWrites());
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

  // Ehcache's own iterators, naked too, trip over an entry on its way from one tier to the other.
  private static boolean isEhcachesOwn(Throwable failure) {
    return failure instanceof UnsupportedOperationException
        && failure.getStackTrace()[0].getClassName().endsWith(".OnHeapStore$Fault");
  }

  @ParameterizedTest
  @EnumSource(Closing.class)
  void close_everyOperationSaysThatItIsClosed(Closing way) {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      Cache<String, Integer> cache = fixture.create("numbers", configuration());
      var iterator = cache.iterator();
      way.close(cache);

      assertThat(cache.isClosed()).isTrue();
      List<Consumer<Cache<String, Integer>>> operations = new ArrayList<>(operations());
      operations.addAll(bulkWrites());
      assertThat(operations)
          .allSatisfy(
              operation ->
                  assertThatIllegalStateException().isThrownBy(() -> operation.accept(cache)));
      assertThatIllegalStateException().isThrownBy(iterator::hasNext);
      assertThatIllegalStateException().isThrownBy(iterator::next);
      assertThatIllegalStateException().isThrownBy(iterator::remove);
      assertThat(cache.getName()).isEqualTo("numbers");
    }
  }

  @Test
  void close_twice_doesNothing() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      Cache<String, Integer> cache = fixture.create("numbers", configuration());
      cache.close();
      cache.close();
      fixture.manager().close();
      fixture.manager().close();
      fixture.manager().getCachingProvider().close();
      fixture.manager().getCachingProvider().close();

      assertThat(fixture.manager().isClosed()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Closing.class)
  void close_closesUserCodeOnce(Closing way) {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      CloseableUserCode code = new CloseableUserCode();
      Recorder<String, Integer> listener = Recorder.of();
      Cache<String, Integer> cache =
          fixture.create(
              "numbers",
              new EncryptedConfiguration<String, Integer>()
                  .setReadThrough(true)
                  .setWriteThrough(true)
                  .setCacheLoaderFactory(() -> code)
                  .setCacheWriterFactory(() -> code)
                  .setExpiryPolicyFactory(() -> code)
                  .addCacheEntryListenerConfiguration(listener.configuration()));

      way.close(cache);
      cache.close();

      assertThat(code.closed).isEqualTo(3);
      assertThat(listener.closed).hasValue(1);
    }
  }

  @Test
  void close_userCodeFailsToClose_allElseIsClosed() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      CloseableUserCode code = new CloseableUserCode();
      code.failure = new IllegalArgumentException("still busy");
      Cache<String, Integer> cache =
          fixture.create(
              "numbers",
              new EncryptedConfiguration<String, Integer>()
                  .setReadThrough(true)
                  .setWriteThrough(true)
                  .setCacheLoaderFactory(() -> code)
                  .setCacheWriterFactory(() -> code));

      assertThatExceptionOfType(CacheException.class).isThrownBy(cache::close);

      assertThat(code.closed).isEqualTo(2);
      assertThat(fixture.manager().<String, Integer>getCache("numbers")).isNull();
      fixture.create("numbers").put("a", 1);
    }
  }

  @Test
  void closeOfManager_userCodeFailsToClose_logSaysWhatWithoutItsMessage() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      CloseableUserCode code = new CloseableUserCode();
      code.failure = new IllegalArgumentException("still holds alice's record");
      fixture.create(
          "numbers",
          new EncryptedConfiguration<String, Integer>()
              .setReadThrough(true)
              .setCacheLoaderFactory(() -> code));

      assertThat(CapturedLog.of(EncryptedCacheManager.class, fixture.manager()::close))
          .singleElement()
          .asString()
          .contains("'numbers'", "IllegalArgumentException")
          .doesNotContain("alice");
    }
  }

  @Test
  void closeAgain_leavesALaterCacheOfThatNameAlone() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      Cache<String, Integer> first = fixture.create("numbers", configuration());
      first.close();
      Cache<String, Integer> second = fixture.create("numbers", configuration());

      first.close();

      assertThat(fixture.manager().<String, Integer>getCache("numbers")).isSameAs(second);
      assertThat(Stores.encryption(second).getSealed()).isZero();
    }
  }

  @Test
  void loadAll_whenTheManagerWasClosedMeanwhile_saysSo() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      EncryptedCache<String, Integer> cache = fixture.create("numbers", configuration());
      ((ExecutorService) cache.components().loadExecutor()).shutdown();

      assertThatIllegalStateException()
          .isThrownBy(() -> cache.loadAll(KEYS, true, null))
          .withMessageContaining("'numbers'");
    }
  }

  @Test
  void createCache_whileTheManagerIsClosing_isRefusedOrClosedWithIt() throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      EncryptedCacheManager manager = fixture.manager();
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch proceed = new CountDownLatch(1);
      Queue<Cache<?, ?>> created = new ConcurrentLinkedQueue<>();
      Thread second = new Thread(() -> createQuietly(fixture, created));
      Thread first = new Thread(() -> fixture.create("first", slow(started, proceed, second)));
      Thread closing = new Thread(manager::close);
      first.start();
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
      second.start();
      awaitBlocked(second);
      closing.start();
      awaitBlocked(closing);

      proceed.countDown();
      first.join();
      second.join();
      closing.join();

      assertThat(created).allSatisfy(cache -> assertThat(cache.isClosed()).isTrue());
    }
  }

  // Created when told so, and closed only after the other thread is done.
  private static EncryptedConfiguration<String, Integer> slow(
      CountDownLatch started, CountDownLatch proceed, Thread other) {
    CloseableUserCode loader = new CloseableUserCode();
    loader.beforeClose = () -> Uninterruptibly.run(() -> other.join(10_000));
    return new EncryptedConfiguration<String, Integer>()
        .setCacheLoaderFactory(() -> loader)
        .setExpiryPolicyFactory(
            () -> {
              started.countDown();
              Uninterruptibly.run(proceed::await);
              return new EternalExpiryPolicy();
            });
  }

  private interface Uninterruptibly {
    void await() throws InterruptedException;

    static void run(Uninterruptibly waiting) {
      try {
        waiting.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void createQuietly(StoreFixture fixture, Queue<Cache<?, ?>> created) {
    try {
      created.add(fixture.create("second"));
    } catch (IllegalStateException e) {
      // the manager was closed first
    }
  }

  private static void awaitBlocked(Thread thread) {
    while (thread.getState() != Thread.State.BLOCKED && thread.isAlive()) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @EnumSource
  void close_providerIsUsableAgain(TestStore store) {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      EncryptedCacheManager first = fixture.manager();
      fixture.create("numbers").put("a", 1);
      var provider = first.getCachingProvider();
      provider.close();
      assertThat(first.isClosed()).isTrue();

      if (store != TestStore.HAZELCAST_MEMBER) { // closing it ends the instance that was passed in
        var second =
            provider.getCacheManager(first.getURI(), first.getClassLoader(), properties(store));
        assertThat(second).isNotSameAs(first);
        Cache<String, Integer> cache =
            second.createCache("numbers", new EncryptedConfiguration<String, Integer>());
        cache.put("b", 2);
        assertThat(cache.get("b")).isEqualTo(2);
      }
    }
  }

  private static java.util.Properties properties(TestStore store) {
    var properties = new java.util.Properties();
    properties.put("sealcache.store.provider", store.providerClass());
    properties.put("sealcache.master-key", StoreFixture.MASTER_KEY);
    properties.putAll(store.properties());
    return properties;
  }

  private static EncryptedConfiguration<String, Integer> configuration() {
    return new EncryptedConfiguration<String, Integer>()
        .setStatisticsEnabled(true)
        .setManagementEnabled(true)
        .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(Duration.ONE_HOUR))
        .setReadThrough(true)
        .setCacheLoaderFactory(UserCode.loader(String::length));
  }
}
