package io.sealcache.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.Calls;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operations on more entries than are sealed and sent at once. */
class BulkOperationsTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final int ENTRIES = 2_100;

  private final Map<String, Integer> values = new HashMap<>();

  BulkOperationsTest() {
    for (int i = 0; i < ENTRIES; i++) {
      values.put("key " + i, i);
    }
  }

  @OverEachStore
  void bulkOperations_reachEachEntryAndCountIt(TestStore store) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store, new EncryptedConfiguration<String, Integer>().setStatisticsEnabled(true));

    cache.putAll(values);
    assertThat(Inside.statistics(cache).getCachePuts()).isEqualTo(ENTRIES);
    assertThat(cache.getAll(values.keySet())).isEqualTo(values);
    assertThat(Inside.statistics(cache).getCacheHits()).isEqualTo(ENTRIES);
    assertThat(Stores.contents(cache)).isEqualTo(values);
    var results =
        cache.<Integer>invokeAll(
            values.keySet(),
            (entry, none) -> {
              entry.setValue(entry.getValue() + 1);
              return entry.getValue();
            });
    assertThat(results).hasSize(ENTRIES);
    results.forEach((key, result) -> assertThat(result.get() - 1).isEqualTo(values.get(key)));
    assertThat(cache.get("key 9")).isEqualTo(10);
    Set<String> half =
        values.keySet().stream().filter(key -> key.endsWith("1")).collect(Collectors.toSet());
    cache.removeAll(half);
    assertThat(Inside.statistics(cache).getCacheRemovals()).isEqualTo(half.size());
    cache.removeAll(half);
    assertThat(Inside.statistics(cache).getCacheRemovals()).isEqualTo(half.size());
    cache.removeAll();
    assertThat(Inside.statistics(cache).getCacheRemovals()).isEqualTo(ENTRIES);
    assertThat(STORES.raw(cache).size()).isZero();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(cache.iterator()::next);
  }

  @OverEachStore
  void getAll_asksTheLoaderForWhatIsMissingAlone(TestStore store) {
    List<String> loaded = new java.util.concurrent.CopyOnWriteArrayList<>();
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            UserCode.<String, Integer>readingThrough(
                    key -> {
                      loaded.add(key);
                      return -1;
                    })
                .setStatisticsEnabled(true));
    cache.put("key 2", 2);

    assertThat(cache.getAll(Set.of("key 1", "key 2"))).isEqualTo(Map.of("key 1", -1, "key 2", 2));
    assertThat(loaded).containsExactly("key 1");
    assertThat(Inside.statistics(cache).getCacheHits()).isEqualTo(1);
    assertThat(Inside.statistics(cache).getCacheMisses()).isEqualTo(1);
  }

  @OverEachStore
  @SuppressWarnings("unchecked") // as callers that have lost the types do
  void putAll_ofAnotherTypeThanTheCaches_isRefusedAndStoresNothing(TestStore store) {
    Cache<String, Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, Integer>().setTypes(String.class, Integer.class));
    Map<String, Object> mixed = new java.util.TreeMap<>();
    mixed.put("key 1", 1);
    mixed.put("key 2", "two");

    assertThatThrownBy(() -> cache.putAll((Map<String, Integer>) (Map<?, ?>) mixed))
        .isInstanceOf(ClassCastException.class);
    assertThat(cache.containsKey("key 1")).isFalse();
  }

  @OverEachStore
  @SuppressWarnings("ArrayAsKeyOfSetOrMap") // that they are told apart is the point
  void loadAll_ofArraysThatAreEqual_isOfOneKey(TestStore store) {
    AtomicInteger loads = new AtomicInteger();
    Cache<byte[], Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<byte[], Integer>()
                .setCacheLoaderFactory(
                    UserCode.<byte[], Integer>loader(key -> loads.incrementAndGet())));
    byte[] key = {1};
    Set<byte[]> equal = new HashSet<>(List.of(key, key.clone(), new byte[] {2}));

    UserCode.loadAll(cache, equal, true);
    assertThat(loads).hasValue(2);
    UserCode.loadAll(cache, equal, false);
    assertThat(loads).hasValue(2);
    assertThat(STORES.raw(cache).size()).isEqualTo(2);
  }

  @OverEachStore
  void putAll_writerFailingHalfWay_storesWhatWasWritten(TestStore store) {
    Set<String> written = ConcurrentHashMap.newKeySet();
    Cache<String, Integer> cache =
        STORES.create(
            store,
            UserCode.<String, Integer>writingThrough(
                change -> {
                  if (written.size() == 1_500) {
                    throw new OutOfOrder();
                  }
                  written.add(change.substring(0, change.indexOf('=')));
                }));

    assertThatThrownBy(() -> cache.putAll(values)).isInstanceOf(CacheWriterException.class);

    assertThat(Stores.contents(cache)).containsOnlyKeys(written);
  }

  @OverEachStore
  void removeAll_withAWriter_deletesAlsoWhatHasAnUnreadableValue(TestStore store) {
    Set<String> deleted = ConcurrentHashMap.newKeySet();
    Cache<String, Integer> cache =
        STORES.create(
            store,
            UserCode.<String, Integer>writingThrough(deleted::add)
                .setOnUnreadable(OnUnreadable.FAIL));
    cache.put("a", 1);
    RawCache raw = STORES.raw(cache);
    raw.plant(raw.onlyKey(), new byte[3]);
    deleted.clear();
    raw.plant("no key of ours", new byte[3]);

    cache.removeAll();

    assertThat(deleted).containsExactly("a");
    assertThat(raw.size()).isZero();
  }

  private static EncryptedCache<String, Integer> counting(TestStore store) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, Integer>()
                .setContentionTimeout(Duration.ofMillis(50))
                .setStatisticsEnabled(true));
    cache.putAll(Map.of("a", 1, "b", 2));
    return cache;
  }

  @OverEachStore
  void removeAll_thatIsCounted_mayBeCalledByAProcessor(TestStore store) {
    EncryptedCache<String, Integer> cache = counting(store);

    cache.<Object>invoke(
        "a",
        (entry, none) -> {
          cache.removeAll();
          return "done";
        });

    assertThat(Stores.contents(cache)).isEmpty();
    assertThat(Inside.statistics(cache).getCacheRemovals()).isEqualTo(2);
  }

  @OverEachStore
  void removeAll_thatIsCounted_waitsForNoProcessor(TestStore store) {
    EncryptedCache<String, Integer> cache = counting(store);
    CountDownLatch isRunning = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    FutureTask<Object> processor =
        Calls.started(
            () ->
                cache.<Object>invoke(
                    "a",
                    (entry, none) -> {
                      isRunning.countDown();
                      SlowLoad.await(mayEnd);
                      return "done";
                    }));
    SlowLoad.await(isRunning);

    cache.removeAll();

    assertThat(Stores.contents(cache)).isEmpty();
    assertThat(Inside.statistics(cache).getCacheRemovals()).isEqualTo(2);
    mayEnd.countDown();
    SlowLoad.await(processor);
  }
}
