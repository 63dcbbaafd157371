package io.sealcache.hotrod;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.Resealing;
import io.sealcache.StoredEntries;
import io.sealcache.rotation.RotatingKeys;
import io.sealcache.servers.HotRodServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Changes beside readers whose accesses lengthen the entries' lives: to the server each is a write
 * of the same value, to an application it is none.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HotRodAccessTest {
  private static final int ROUNDS = 100;
  private static final int KEYS = 4;

  private final EncryptedCachingProvider provider = new EncryptedCachingProvider();
  private final RotatingKeys keys = new RotatingKeys();
  private HotRodServer server;
  private CacheManager manager;

  @BeforeAll
  void start() throws IOException {
    server = HotRodServer.start(Path.of("target"));
    Properties settings = new Properties();
    settings.setProperty("infinispan.client.hotrod.server_list", server.address());
    settings.setProperty(
        "sealcache.store.provider", "org.infinispan.jcache.remote.JCachingProvider");
    settings.put("sealcache.key-source", keys);
    manager = provider.getCacheManager(null, null, settings);
  }

  @AfterAll
  void stop() {
    provider.close();
    server.close();
  }

  private Cache<Integer, Integer> create(String name) {
    Cache<Integer, Integer> cache =
        manager.createCache(
            name,
            new MutableConfiguration<Integer, Integer>()
                .setTypes(Integer.class, Integer.class)
                .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
    IntStream.range(0, KEYS).forEach(key -> cache.put(key, 0));
    return cache;
  }

  @Test
  void changes_besideReaders_areMade() {
    Cache<Integer, Integer> cache = create("changed");
    besideReaders(
        cache,
        () -> {
          for (int round = 1; round <= ROUNDS; round++) {
            int last = round - 1;
            assertThat(cache.getAndPut(0, round)).isEqualTo(last);
            assertThat(cache.replace(1, last, round)).isTrue();
            assertThat(cache.<Integer>invoke(2, HotRodAccessTest::increment)).isEqualTo(round);
            assertThat(cache.remove(3, last)).isTrue();
            assertThat(cache.putIfAbsent(3, round)).isTrue();
          }
        });
  }

  @Test
  void reseal_besideReaders_isOvertakenByNone() {
    Cache<Integer, Integer> cache = create("resealed");
    besideReaders(
        cache,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            if (round % 2 == 0) {
              keys.rotate();
            } else {
              keys.rotateBack();
            }
            assertThat(StoredEntries.of(cache).reseal(1_000_000, progress -> {}))
                .isEqualTo(new Resealing(KEYS, 0, 0, 0, 0, 0));
          }
        });
  }

  private static int increment(MutableEntry<Integer, Integer> entry, Object... none) {
    int next = entry.getValue() + 1;
    entry.setValue(next);
    return next;
  }

  /** Two threads that read each entry, again and again. */
  private static void besideReaders(Cache<Integer, Integer> cache, Runnable changes) {
    AtomicBoolean over = new AtomicBoolean();
    List<CompletableFuture<Integer>> readers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> read(cache, over)))
            .limit(2)
            .toList();
    try {
      changes.run();
    } finally {
      over.set(true);
    }
    assertThat(readers).extracting(CompletableFuture::join).allMatch(reads -> reads > 0);
  }

  private static int read(Cache<Integer, Integer> cache, AtomicBoolean over) {
    int reads = 0;
    for (; !over.get(); reads++) {
      cache.get(reads % KEYS);
    }
    return reads;
  }
}
