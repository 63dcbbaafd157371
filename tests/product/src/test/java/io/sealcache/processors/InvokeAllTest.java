package io.sealcache.processors;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processors over many entries, whether the store makes their changes together or not. */
@Timeout(120)
class InvokeAllTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final Faults faults = new Faults();

  private static final Duration LONG = Duration.ofSeconds(60);

  @RegisterExtension private final SlowLoad load = new SlowLoad(STORES);
  private final CountDownLatch running = new CountDownLatch(1);
  private final AtomicInteger runs = new AtomicInteger();

  /** As another JVM with the same keys would put it, and once only. */
  private static Runnable putElsewhere(Cache<String, Integer> cache, String key, int value) {
    RawCache raw = STORES.raw(cache);
    cache.put(key, value);
    String stored = raw.onlyKey();
    byte[] sealed = raw.value(stored).clone();
    cache.remove(key);
    AtomicReference<Runnable> put = new AtomicReference<>(() -> raw.plant(stored, sealed));
    return () -> put.getAndSet(() -> {}).run();
  }

  private static <T> Map<String, T> values(Map<String, EntryProcessorResult<T>> results) {
    Map<String, T> values = new HashMap<>();
    results.forEach((key, result) -> values.put(key, result.get()));
    return values;
  }

  @OverEachStore
  void outrunByAnotherJvm_givesWhatTheLastRunCameTo(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    Runnable other = putElsewhere(cache, "a", 7);
    cache.putAll(Map.of("a", 1, "b", 1));

    var results =
        cache.<Integer>invokeAll(
            Set.of("a", "b"),
            (entry, none) -> {
              int seen = entry.getValue();
              if (entry.getKey().equals("a")) {
                other.run();
              }
              entry.setValue(seen + 1);
              return seen;
            });

    assertThat(values(results)).isEqualTo(Map.of("a", 7, "b", 1));
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 8, "b", 2));
    assertThat(Stores.encryption(cache).getLostRaces()).isEqualTo(1);
  }

  @OverEachStore
  void removalOutrunByAnotherJvm_runsAgain(TestStore store) {
    Cache<String, Integer> cache = STORES.create(store);
    Runnable other = putElsewhere(cache, "a", 7);
    cache.put("a", 1);

    cache.<Object>invokeAll(
        Set.of("a"),
        (entry, none) -> {
          if (entry.getValue() == 1) {
            other.run();
            entry.remove();
          } else {
            entry.setValue(9);
          }
          return null;
        });

    assertThat(cache.get("a")).isEqualTo(9);
  }

  @OverEachStore
  void removalOfWhatAnotherJvmPutsOnceItWasMissed_runsAgain(TestStore store) {
    Cache<String, Integer> cache = STORES.create(store);

    assertThat(removeWhatAnotherJvmPuts(cache)).isEqualTo(Map.of("a", 7));
    assertThat(Stores.contents(cache)).isEmpty();
  }

  /** As that of {@code invoke}: its row is gone, so the entry must not come to light. */
  @OverEachStore
  void removalThroughOfWhatAnotherJvmPutsOnceItWasMissed_leavesNothing(TestStore store) {
    List<String> deleted = new ArrayList<>();
    Cache<String, Integer> cache =
        STORES.create(store, UserCode.<String, Integer>writingThrough(deleted::add));

    removeWhatAnotherJvmPuts(cache);

    assertThat(deleted).contains("a", "b");
    assertThat(Stores.contents(cache)).isEmpty();
  }

  private static Map<String, Integer> removeWhatAnotherJvmPuts(Cache<String, Integer> cache) {
    Runnable other = putElsewhere(cache, "a", 7);
    return values(
        cache.<Integer>invokeAll(
            Set.of("a", "b"),
            (entry, none) -> {
              Integer seen = entry.getValue();
              if (entry.getKey().equals("a")) {
                other.run();
              }
              entry.remove();
              return seen;
            }));
  }

  /** Runs in another thread, until it may end, and adds one. */
  private Future<Integer> processorThatWaits(Cache<String, Integer> cache) {
    Future<Integer> processor =
        load.start(
            () ->
                requireNonNull(
                    cache.<Integer>invoke(
                        "a",
                        (entry, none) -> {
                          runs.incrementAndGet();
                          running.countDown();
                          SlowLoad.await(load.mayEnd);
                          entry.setValue(entry.getValue() + 1);
                          return entry.getValue();
                        })));
    SlowLoad.await(running);
    return processor;
  }

  @OverEachStore
  void processorOfAnotherThread_isNotOutrun(TestStore store) throws Exception {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store, new EncryptedConfiguration<String, Integer>().setContentionTimeout(LONG));
    cache.put("a", 1);
    Future<Integer> one = processorThatWaits(cache);
    Future<?> all =
        load.start(
            () ->
                cache.<Object>invokeAll(
                    Set.of("a"),
                    (entry, none) -> {
                      entry.setValue(entry.getValue() * 10);
                      return null;
                    }));
    SlowLoad.awaitWaiting(cache, 1);

    load.mayEnd.countDown();

    assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(2);
    all.get(30, TimeUnit.SECONDS);
    assertThat(runs).hasValue(1);
    assertThat(cache.get("a")).isEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource(names = {"HAZELCAST_MEMBER", "INFINISPAN"})
  void withoutAChange_waitsForNoProcessorOfAnotherThread(TestStore store) throws Exception {
    Cache<String, Integer> cache =
        STORES.create(
            store, new EncryptedConfiguration<String, Integer>().setContentionTimeout(LONG));
    cache.put("a", 1);
    Future<Integer> one = processorThatWaits(cache);

    assertThat(values(cache.<Boolean>invokeAll(Set.of("a"), (entry, none) -> entry.exists())))
        .isEqualTo(Map.of("a", true));

    assertThat(one.isDone()).isFalse();
    load.mayEnd.countDown();
    assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(2);
  }

  @OverEachStore
  void othersThatHoldManyEntries_areWaitedForOnceInAll(TestStore store) {
    Cache<String, Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, Integer>()
                .setContentionTimeout(Duration.ofSeconds(1)));
    Set<String> keys = Set.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    CountDownLatch all = new CountDownLatch(keys.size());
    for (String key : keys) {
      Future<?> unused =
          load.start(
              () ->
                  cache.<Object>invoke(
                      key,
                      (entry, none) -> {
                        all.countDown();
                        SlowLoad.await(load.mayEnd);
                        return null;
                      }));
    }
    SlowLoad.await(all);
    long begun = System.nanoTime();

    var results =
        cache.<Integer>invokeAll(
            keys,
            (entry, none) -> {
              entry.setValue(1);
              return 1;
            });

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(results).hasSize(keys.size());
    assertThat(results.values())
        .allSatisfy(
            result ->
                assertThatExceptionOfType(EntryProcessorException.class)
                    .isThrownBy(result::get)
                    .havingCause()
                    .withMessageContaining("contention-timeout"));
  }

  private static Set<Integer> moreThanOnePart() {
    return IntStream.range(0, 1_500).boxed().collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Map<Integer, EntryProcessorResult<Integer>> storeEach(Cache<Integer, Integer> cache) {
    return cache.invokeAll(
        moreThanOnePart(),
        (entry, none) -> {
          runs.incrementAndGet();
          entry.setValue(entry.getKey());
          return entry.getKey();
        });
  }

  @Test
  void storeFailsToReadALaterPart_whatWasProcessedIsKept() {
    StoreFixture fixture = faults.fixture();
    Cache<Integer, Integer> cache = fixture.create("numbers");
    AtomicInteger reads = new AtomicInteger();
    faults.beforeEach(
        "getAll",
        () -> {
          if (reads.incrementAndGet() == 2) {
            throw new OutOfOrder();
          }
        });

    Map<Integer, EntryProcessorResult<Integer>> results = storeEach(cache);

    assertThat(results).hasSize(1_500);
    assertThat(requireNonNull(results.get(999)).get()).isEqualTo(999);
    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(requireNonNull(results.get(1_000))::get)
        .withCauseInstanceOf(OutOfOrder.class);
    assertThat(Stores.contents(cache)).hasSize(1_000);
  }
}
