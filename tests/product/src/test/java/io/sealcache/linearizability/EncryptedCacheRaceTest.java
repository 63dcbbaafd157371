package io.sealcache.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Racing threads on an encrypted cache, over each store. */
@Tag("slow")
@Timeout(180)
class EncryptedCacheRaceTest {
  private static final EntryProcessor<String, Integer, Integer> INCREMENT =
      (entry, arguments) -> {
        int next = (entry.exists() ? entry.getValue() : 0) + 1;
        entry.setValue(next);
        return next;
      };

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void race_plainCache_isLinearizable(TestStore store) {
    try (StoreFixture fixture = Races.over(store)) {
      Cache<String, String> cache = fixture.create("raced");

      assertThat(Races.firstRejected(thread -> cache, histories -> {})).isEmpty();
    }
  }

  @Test
  void race_ofTwoJvmsInOneCluster_isLinearizable() {
    try (StoreFixture first = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
        StoreFixture second = first.joined(Map.of())) {
      List<Cache<String, String>> caches = List.of(first.create("raced"), second.create("raced"));

      assertThat(Races.firstRejected(thread -> caches.get(thread % 2), histories -> {})).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void race_ofTwoJvmsOverStoreThatDoesNotCompare_isCaught(BlindStore blind) {
    Map<String, String> settings = Map.of("sealcache.store.provider", blind.providerClass());
    try (StoreFixture first = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings);
        StoreFixture second = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings)) {
      List<Cache<String, String>> caches = List.of(first.create("raced"), second.create("raced"));

      assertThat(Races.firstRejected(thread -> caches.get(thread % 2), histories -> {}))
          .isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void invoke_incrementByManyThreads_countsExactly(TestStore store) throws Exception {
    try (StoreFixture fixture = StoreFixture.over(store, Races.PATIENT)) {
      Cache<String, Integer> cache = fixture.create("counters");

      count(thread -> cache);

      assertThat(cache.get("counter")).isEqualTo(8 * 250);
    }
  }

  @Test
  void invoke_incrementByTwoJvms_countsExactly() throws Exception {
    try (StoreFixture first = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
        StoreFixture second = first.joined(Map.of())) {
      List<Cache<String, Integer>> caches =
          List.of(first.create("counters"), second.create("counters"));

      count(thread -> caches.get(thread % 2));

      assertThat(caches.get(0).get("counter")).isEqualTo(8 * 250);
      assertThat(caches.get(1).get("counter")).isEqualTo(8 * 250);
    }
  }

  // The reference implementation's own pool of locks deadlocks when bulk writes meet reads.
  @ParameterizedTest
  @EnumSource(
      value = TestStore.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "REFERENCE_IMPLEMENTATION")
  void getAll_whileOthersReadAndWrite_seesEveryEntry(TestStore store) throws Exception {
    try (StoreFixture fixture = StoreFixture.over(store, Races.PATIENT)) {
      Cache<String, Integer> cache = fixture.create("read");
      Map<String, Integer> entries = Map.of("a", 1, "b", 2, "c", 3, "d", 4);
      cache.putAll(entries);

      runAll(
          thread ->
              switch (thread % 3) {
                case 0 -> () -> assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
                case 1 -> () -> cache.putAll(entries);
                default -> () -> entries.forEach((k, v) -> assertThat(cache.get(k)).isEqualTo(v));
              });
    }
  }

  private static void count(IntFunction<Cache<String, Integer>> caches) throws Exception {
    runAll(
        thread -> {
          Cache<String, Integer> cache = caches.apply(thread);
          return () -> cache.invoke("counter", INCREMENT);
        });
  }

  private static void runAll(IntFunction<Runnable> actions) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Runnable action = actions.apply(i);
        running.add(threads.submit(() -> repeat(action)));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void repeat(Runnable action) {
    for (int i = 0; i < 250; i++) {
      action.run();
    }
  }
}
