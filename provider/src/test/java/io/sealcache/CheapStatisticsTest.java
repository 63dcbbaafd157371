package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CountingCachingProvider;
import io.sealcache.fixture.CountingCachingProvider.Calls;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Statistics that make no operation dearer. */
class CheapStatisticsTest {
  private final Calls calls = new Calls();
  private final EncryptedCachingProvider provider = new EncryptedCachingProvider();
  private final EncryptedCacheManager manager = open();

  private EncryptedCacheManager open() {
    Properties settings = new Properties();
    byte[] key = new byte[32];
    new Random().nextBytes(key);
    settings.setProperty("sealcache.master-key", HexFormat.of().formatHex(key));
    settings.setProperty("sealcache.store.provider", CountingCachingProvider.class.getName());
    settings.put(CountingCachingProvider.CALLS, calls);
    return (EncryptedCacheManager)
        provider.getCacheManager(
            URI.create("cheap"), CheapStatisticsTest.class.getClassLoader(), settings);
  }

  private EncryptedCache<String, Integer> create(MutableConfiguration<String, Integer> all) {
    return (EncryptedCache<String, Integer>) manager.createCache("numbers", all);
  }

  private EncryptedCache<String, Integer> create() {
    return create(new MutableConfiguration<>());
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void removeAll_isOneCallAndIsNotCounted() {
    EncryptedCache<String, Integer> cache = create();
    manager.enableCheapStatistics("numbers");
    Map<String, Integer> values = Map.of("a", 1, "b", 2, "c", 3);
    cache.putAll(values);
    calls.take();

    cache.removeAll(values.keySet());
    cache.removeAll();

    assertThat(calls.take()).isEqualTo(Map.of("removeAll", 2));
    assertThat(cache.statistics().getCacheRemovals()).isZero();
  }

  @Test
  void statisticsThatWereSwitchedOff_stayOff() {
    EncryptedCache<String, Integer> cache = create();
    manager.enableStatistics("numbers", false);

    manager.enableCheapStatistics("numbers");
    cache.put("a", 1);

    assertThat(cache.configuration().isStatisticsEnabled()).isFalse();
    assertThat(cache.statistics().getCachePuts()).isZero();
  }

  @Test
  void statisticsThatAreSwitchedOnLater_countEachRemoval() {
    EncryptedCache<String, Integer> cache = create();
    manager.enableCheapStatistics("numbers");
    manager.enableStatistics("numbers", true);
    cache.putAll(Map.of("a", 1, "b", 2, "c", 3));

    cache.removeAll();

    assertThat(cache.statistics().getCacheRemovals()).isEqualTo(3);
  }
}
