package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The work that the threads of one application spare each other: races and loads. */
@Timeout(120)
class OneApplicationTest {
  private static final int THREADS = 20;
  private static final int WRITERS = 3;
  private static final int PROCESSOR_MILLIS = 100;

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void invoke_slowBesideBlindWritesOfItsApplication_runsAgainOnlyForThoseThatHadBegun(
      StoreKind kind) throws Exception {
    try (RunningStore store = RunningStore.bare(kind);
        ClientJvm client = store.client()) {
      client.call(OneApplicationTest::open);

      assertThat(client.call(OneApplicationTest::mostRunsBesideWrites))
          .isLessThanOrEqualTo(1 + WRITERS);
    }
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void invoke_outrunInEachRoundByAnotherApplication_endsAndSaysWhy(StoreKind kind)
      throws Exception {
    try (RunningStore store = RunningStore.bare(kind);
        ClientJvm first = store.client();
        ClientJvm second = store.client()) {
      first.call(OneApplicationTest::open);
      second.call(OneApplicationTest::open);
      CompletableFuture<Integer> writing = second.begin(OneApplicationTest::writeUntilStopped);

      String failure = first.begin(OneApplicationTest::invokeWhileOutrun).get(90, TimeUnit.SECONDS);

      assertThat(failure).contains("Cache 'shared'", " rounds in ", "contention-timeout");
      assertThat(writing.isDone()).isFalse();
      first.call(OneApplicationTest::stopWriting);
      assertThat(writing.get(60, TimeUnit.SECONDS)).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void get_byManyThreads_loadsOnce(StoreKind kind) throws Exception {
    try (RunningStore store = RunningStore.bare(kind);
        ClientJvm client = store.client()) {
      assertThat(client.call(OneApplicationTest::loadsOfManyThreads)).isEqualTo(1);
    }
  }

  private static boolean open(ClientApplication application) {
    application.create("shared", new MutableConfiguration<String, Integer>());
    return true;
  }

  /** Of each of ten processors. */
  private static int mostRunsBesideWrites(ClientApplication application) throws Exception {
    Cache<String, Integer> cache = application.cache("shared");
    cache.put("key", 0);
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicInteger runs = new AtomicInteger();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> writing = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writing.add(
            threads.submit(
                () -> {
                  while (!stopped.get()) {
                    cache.put("key", 1);
                    cache.putAll(Map.of("key", 2, "other", 2));
                  }
                }));
      }
      int most = 0;
      for (int i = 0; i < 10; i++) {
        runs.set(0);
        invoke(cache, runs);
        most = Math.max(most, runs.get());
      }
      stopped.set(true);
      for (Future<?> each : writing) {
        each.get(60, TimeUnit.SECONDS);
      }
      return most;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void invoke(Cache<String, Integer> cache, AtomicInteger runs) {
    cache.<String>invoke(
        "key",
        (entry, arguments) -> {
          runs.incrementAndGet();
          pause(PROCESSOR_MILLIS);
          entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
          return "done";
        });
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Loses each race: its processor waits until the other application has written. */
  private static String invokeWhileOutrun(ClientApplication application) {
    Cache<String, Integer> cache = application.cache("shared");
    try {
      return cache.<String>invoke(
          "key",
          (entry, arguments) -> {
            Integer seen = entry.getValue();
            while (Objects.equals(seen, cache.get("key"))) {
              pause(10);
            }
            entry.setValue(-1);
            return "done";
          });
    } catch (CacheException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static int writeUntilStopped(ClientApplication application) {
    Cache<String, Integer> cache = application.cache("shared");
    int writes = 0;
    while (!cache.containsKey("stop")) {
      cache.put("key", writes++);
      pause(20);
    }
    return writes;
  }

  private static boolean stopWriting(ClientApplication application) {
    application.<String, Integer>cache("shared").put("stop", 1);
    return true;
  }

  private static int loadsOfManyThreads(ClientApplication application) throws Exception {
    AtomicInteger loads = new AtomicInteger();
    Cache<String, Integer> cache =
        application.create(
            "loaded",
            new MutableConfiguration<String, Integer>()
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> new SlowLoader(loads)));
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> reading = new ArrayList<>();
      Callable<Integer> read =
          () -> {
            go.await();
            return cache.get("key");
          };
      for (int i = 0; i < THREADS; i++) {
        reading.add(threads.submit(read));
      }
      go.countDown();
      for (Future<Integer> each : reading) {
        if (each.get(60, TimeUnit.SECONDS) != 7) {
          throw new IllegalStateException("Another value was loaded");
        }
      }
      return loads.get();
    } finally {
      threads.shutdownNow();
    }
  }

  private static final class SlowLoader implements CacheLoader<String, Integer> {
    private final AtomicInteger loads;

    SlowLoader(AtomicInteger loads) {
      this.loads = loads;
    }

    @Override
    public Integer load(String key) {
      loads.incrementAndGet();
      pause(PROCESSOR_MILLIS);
      return 7;
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      Map<String, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }
}
