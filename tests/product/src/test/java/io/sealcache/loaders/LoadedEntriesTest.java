package io.sealcache.loaders;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoadedEntriesTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final Set<String> KEYS =
      IntStream.range(0, 40).mapToObj(number -> "key " + number).collect(Collectors.toSet());

  /** Waited for one after the other, they would take 80 seconds. */
  @Test
  @Timeout(60)
  void getAll_ofManyEntriesThatProcessorsHold_waitsOnceForAll() throws Exception {
    Cache<String, Integer> cache =
        STORES.create(
            TestStore.CAFFEINE,
            UserCode.<String, Integer>readingThrough(key -> 7)
                .setContentionTimeout(Duration.ofSeconds(2)));
    CountDownLatch running = new CountDownLatch(KEYS.size());
    CountDownLatch mayEnd = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      KEYS.forEach(key -> threads.execute(() -> hold(cache, key, running, mayEnd)));
      assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

      Map<String, Integer> loaded = cache.getAll(KEYS);

      assertThat(loaded).containsOnlyKeys(KEYS).containsValue(7);
    } finally {
      mayEnd.countDown();
      threads.shutdownNow();
    }
  }

  @OverEachStore
  void getAll_outrunByAnotherJvm_givesWhatThatPut(TestStore store) {
    AtomicReference<Runnable> other = new AtomicReference<>(() -> {});
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            UserCode.<String, Integer>readingThrough(
                key -> {
                  other.getAndSet(() -> {}).run();
                  return 7;
                }));
    RawCache raw = STORES.raw(cache);
    cache.put("key 1", 5);
    String stored = raw.onlyKey();
    byte[] sealed = raw.value(stored).clone();
    cache.remove("key 1");
    other.set(() -> raw.plant(stored, sealed));

    assertThat(cache.getAll(KEYS)).containsOnlyKeys(KEYS).containsEntry("key 1", 5);

    assertThat(Stores.contents(cache)).containsEntry("key 1", 5).containsEntry("key 2", 7);
    assertThat(Stores.encryption(cache).getLostRaces()).isEqualTo(1);
  }

  private static void hold(
      Cache<String, Integer> cache, String key, CountDownLatch running, CountDownLatch mayEnd) {
    cache.<Object>invoke(
        key,
        (entry, arguments) -> {
          running.countDown();
          try {
            return mayEnd.await(90, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            return false;
          }
        });
  }
}
