package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Closing while other threads use or create caches. */
class CloseRaceTest {
  private static final int THREADS = 3;

  static Stream<Arguments> storesAndClosings() {
    return Arrays.stream(TestStore.values())
        .flatMap(store -> Arrays.stream(Closing.values()).map(way -> Arguments.of(store, way)));
  }

  @ParameterizedTest
  @MethodSource("storesAndClosings")
  void close_whileCallsAreInFlight_eachReturnsOrSaysThatItIsClosed(TestStore store, Closing way)
      throws InterruptedException {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      Cache<String, Integer> cache = fixture.create("numbers", EachOperation.configuration());
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
    List<Consumer<Cache<String, Integer>>> operations = new ArrayList<>(EachOperation.SINGLE);
    // There the reference implementation holds several locks of one pool for all its caches, and
    // threads deadlock in it, naked too.
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

  // Ehcache's own iterators, naked too, trip over an entry on its way from one tier to the other.
  private static boolean isEhcachesOwn(Throwable failure) {
    return failure instanceof UnsupportedOperationException
        && failure.getStackTrace()[0].getClassName().endsWith(".OnHeapStore$Fault");
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
}
