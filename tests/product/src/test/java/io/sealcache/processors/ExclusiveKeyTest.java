package io.sealcache.processors;

import static io.sealcache.fixture.SlowLoad.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.fixture.Calls;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.ReentrantCode;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** While a processor runs, no other thread of its JVM changes the entry. */
@Timeout(60)
class ExclusiveKeyTest {
  private static final int WRITERS = 4;

  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final SlowLoad load = new SlowLoad(STORES);
  private final AtomicInteger runs = new AtomicInteger();

  static Stream<Arguments> writes() {
    return TestStore.with(Write.ALL);
  }

  static EncryptedConfiguration<String, Integer> configuration(Duration timeout) {
    return new EncryptedConfiguration<String, Integer>()
        .setContentionTimeout(timeout)
        .setCacheLoaderFactory(UserCode.loader(key -> 7));
  }

  private Cache<String, Integer> cache(TestStore store, Duration timeout) {
    return cache(store, configuration(timeout));
  }

  private static Cache<String, Integer> cache(
      TestStore store, EncryptedConfiguration<String, Integer> configuration) {
    Cache<String, Integer> cache = STORES.create(store, configuration);
    cache.put("a", 0);
    return cache;
  }

  /** Makes it 1 as soon as it may. */
  private Future<?> process(Cache<String, Integer> cache) {
    Future<?> running =
        load.start(
            () ->
                cache.<Object>invoke(
                    "a",
                    (entry, arguments) -> {
                      runs.incrementAndGet();
                      load.loading.countDown();
                      await(load.mayEnd);
                      entry.setValue(entry.getValue() + 1);
                      return "done";
                    }));
    await(load.loading);
    return running;
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("writes")
  void write_whileAProcessorRuns_waitsForIt(TestStore store, Write write) throws Exception {
    CountDownLatch begun = new CountDownLatch(write.name().equals("loadAll") ? 1 : 0);
    Cache<String, Integer> cache =
        cache(
            store,
            configuration(Duration.ofSeconds(30))
                .setCacheLoaderFactory(
                    UserCode.loader(
                        key -> {
                          begun.countDown();
                          return 7;
                        })));
    Future<?> processor = process(cache);

    Future<?> writing = load.start(() -> write.operation().accept(cache));

    assertThatThrownBy(() -> writing.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    cache.put("other", 1); // another key's entry is free
    await(begun); // a load that begins later enters what it loads
    load.mayEnd.countDown();
    processor.get();
    writing.get();
    assertThat(runs).hasValue(1);
    assertThat(Stores.contents(cache).getOrDefault("a", 0)).isEqualTo(write.left());
  }

  @OverEachStore
  void write_whileAProcessorTakesTooLong_failsAndSaysWhy(TestStore store) throws Exception {
    Cache<String, Integer> cache = cache(store, Duration.ofMillis(50));
    Future<?> processor = process(cache);

    for (Write write : Write.ALL) {
      if (!write.name().equals("loadAll")) {
        assertThatExceptionOfType(CacheException.class)
            .as(write.name())
            .isThrownBy(() -> write.operation().accept(cache))
            .withMessageContainingAll(cache.getName(), "50 ms", "contention-timeout");
      }
    }

    load.mayEnd.countDown();
    processor.get();
    assertThat(runs).hasValue(1);
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 1));
    assertThat(Inside.isIdle((EncryptedCache<?, ?>) cache)).isTrue();
  }

  @OverEachStore
  void write_interruptedWhileAProcessorRuns_endsAndStaysInterrupted(TestStore store)
      throws Exception {
    Cache<String, Integer> cache = cache(store, Duration.ofSeconds(30));
    Future<?> processor = process(cache);

    for (Write write : Write.ALL) {
      Future<Boolean> writing =
          load.start(
              () -> {
                Thread.currentThread().interrupt();
                try {
                  write.operation().accept(cache);
                  return false;
                } catch (CacheException e) {
                  return Thread.interrupted() && String.valueOf(e).contains("interrupted");
                }
              });
      if (!write.name().equals("loadAll")) { // whose thread is another
        assertThat(writing.get()).as(write.name()).isTrue();
      }
    }

    load.mayEnd.countDown();
    processor.get();
    assertThat(runs).hasValue(1);
    while (!Inside.isIdle((EncryptedCache<?, ?>) cache)) {
      Thread.onSpinWait(); // loadAll ends on a thread of its own
    }
    assertThat(cache.getAndPut("a", 9)).as("nobody has it").isNotNull();
  }

  @OverEachStore
  void invoke_besideThreadsThatNeverStopWriting_runsAgainOnlyForThoseThatHadBegun(TestStore store)
      throws Exception {
    Cache<String, Integer> cache = cache(store, Duration.ofSeconds(30));
    AtomicBoolean stopped = new AtomicBoolean();
    List<Future<?>> writing = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      // The reference implementation's own locks deadlock where bulk writes meet reads.
      boolean bulk = i == 0 && store != TestStore.REFERENCE_IMPLEMENTATION;
      writing.add(
          load.start(
              () -> {
                while (!stopped.get()) {
                  if (bulk) {
                    cache.putAll(Map.of("a", 3, "b", 3));
                  } else {
                    cache.put("a", 3);
                  }
                }
              }));
    }

    for (int i = 0; i < 20; i++) {
      runs.set(0);
      cache.<Object>invoke(
          "a",
          (entry, arguments) -> {
            runs.incrementAndGet();
            pause(5);
            entry.setValue(entry.getValue() + 1);
            return "done";
          });
      assertThat(runs).hasValueLessThanOrEqualTo(1 + WRITERS);
    }

    stopped.set(true);
    for (Future<?> each : writing) {
      each.get();
    }
  }

  @Test
  @Tag("slow")
  void invoke_byMoreThreadsThanHaveTurnsInASecond_isHadByAllInTurn() throws Exception {
    Cache<String, Integer> cache = cache(TestStore.CAFFEINE, Duration.ofSeconds(50));
    Future<?> first = process(cache);
    List<FutureTask<Integer>> turns = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      FutureTask<Integer> own = new FutureTask<>(() -> takeTurns(cache));
      turns.add(own);
      Thread thread = new Thread(own);
      thread.start();
      Calls.awaitTimedWaiting(thread);
    }
    load.mayEnd.countDown();

    first.get();
    for (FutureTask<Integer> each : turns) {
      assertThat(each.get()).isEqualTo(3);
    }
    assertThat(Inside.isIdle((EncryptedCache<?, ?>) cache)).isTrue();
  }

  /** How many of the first 90 turns of all threads this one had. */
  private int takeTurns(Cache<String, Integer> cache) {
    int own = 0;
    while (true) {
      boolean isOver =
          cache.invoke(
              "a",
              (entry, none) -> {
                pause(50);
                return runs.getAndIncrement() > 90; // one was the first processor's
              });
      if (isOver) {
        return own;
      }
      own++;
    }
  }

  @Test
  void putAll_ofEntriesThatGetFreeOneAfterTheOther_waitsOnceForAll() {
    EncryptedCache<String, Integer> cache =
        STORES.create(TestStore.CAFFEINE, configuration(Duration.ofSeconds(1)));
    List<String> keys =
        IntStream.range(0, 10)
            .mapToObj(number -> "key " + number)
            .sorted(Comparator.comparing(key -> Inside.storedKey(cache, key)))
            .toList();
    CountDownLatch held = new CountDownLatch(keys.size());
    AtomicInteger free = new AtomicInteger();
    for (int i = 0; i < keys.size(); i++) {
      int number = i;
      Future<?> unused =
          load.start(
              () ->
                  cache.<Object>invoke(
                      keys.get(number),
                      (entry, none) -> {
                        held.countDown();
                        while (free.get() <= number) {
                          pause(5);
                        }
                        return number;
                      }));
    }
    await(held);
    Future<?> unused =
        load.start(
            () -> {
              while (free.get() < keys.size()) {
                pause(400);
                free.incrementAndGet();
              }
            });

    Map<String, Integer> values = new HashMap<>();
    keys.forEach(key -> values.put(key, 1));
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.putAll(values))
        .withMessageContaining("contention-timeout");
  }

  @Test
  void write_ofAFreeEntryByAnInterruptedThread_isMade() {
    Cache<String, Integer> cache = cache(TestStore.CAFFEINE, Duration.ofSeconds(30));
    Thread.currentThread().interrupt();

    assertThat(cache.invoke("a", ReentrantCode.INCREMENT)).isEqualTo(1);

    assertThat(Thread.interrupted()).isTrue();
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
