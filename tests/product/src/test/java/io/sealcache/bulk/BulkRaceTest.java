package io.sealcache.bulk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.Inside;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bulk writes beside other threads, over stores on the heap. */
@Tag("slow")
@Tag("race")
@Timeout(120)
class BulkRaceTest {
  @RegisterExtension private static final Stores STORES = new Stores();
  private static final Set<String> KEYS = Set.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");

  /** One that waits for ever has the test fail, and not hang. */
  @AutoClose("shutdownNow")
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "racer");
            thread.setDaemon(true);
            return thread;
          });

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE_IMPLEMENTATION", "CAFFEINE", "EHCACHE_HEAP"})
  void bulkWrites_besideAReader_end(TestStore store) {
    Cache<String, Integer> cache = STORES.create(store);
    Map<String, Integer> values = new HashMap<>();
    KEYS.forEach(key -> values.put(key, 1));
    AtomicBoolean isOver = new AtomicBoolean();
    Future<?> reading =
        threads.submit(
            () -> {
              while (!isOver.get()) {
                KEYS.forEach(cache::get);
              }
            });

    Future<?> writing =
        threads.submit(
            () -> {
              for (int round = 0; round < 10_000; round++) {
                cache.putAll(values);
                cache.removeAll(KEYS);
              }
            });

    assertThat(writing).succeedsWithin(Duration.ofSeconds(60));
    isOver.set(true);
    assertThat(reading).succeedsWithin(Duration.ofSeconds(30));
  }

  /** Which a map has in one chain, and an iterator follows to its end. */
  private static List<String> keysOfOneChain(EncryptedCache<String, Integer> cache) {
    return IntStream.range(0, 10_000)
        .mapToObj(number -> "key " + number)
        .filter(key -> (hash(Inside.storedKey(cache, key)) & 15) == 0)
        .limit(5)
        .toList();
  }

  private static int hash(String text) {
    return text.hashCode() ^ (text.hashCode() >>> 16);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE_IMPLEMENTATION", "CAFFEINE", "EHCACHE_HEAP"})
  void removeAll_besideAThreadThatPutsAnEntryAgain_removesItOnce(TestStore store) throws Exception {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    List<String> keys = keysOfOneChain(cache);
    String again = Inside.storedKey(cache, keys.get(0));
    Cache<String, Object> raw = STORES.raw(cache).cache();
    int lost = 0;
    for (int round = 0; round < 3_000; round++) {
      keys.forEach(key -> cache.put(key, 1));
      Object value = requireNonNull(raw.get(again));
      CountDownLatch looking = new CountDownLatch(1);
      Future<?> putting =
          threads.submit(
              () -> {
                while (raw.containsKey(again)) {
                  looking.countDown();
                }
                raw.put(again, value);
              });
      SlowLoad.await(looking);
      cache.removeAll();
      putting.get();
      lost += raw.containsKey(again) ? 0 : 1;
    }
    assertThat(lost).isZero();
  }
}
