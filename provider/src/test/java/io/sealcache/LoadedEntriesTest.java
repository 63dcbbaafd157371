package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
            new EncryptedConfiguration<String, Integer>()
                .setContentionTimeout(Duration.ofSeconds(2))
                .setReadThrough(true)
                .setCacheLoaderFactory(UserCode.loader(key -> 7)));
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
