package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.LocalDate;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;

class MeteredCacheTest {
  @Test
  void meters_areThereWithTheTagGiven() {
    Properties settings = new Properties();
    settings.setProperty(
        "sealcache.store.provider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    settings.setProperty(
        "sealcache.master-key", "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();

    try (CacheManager manager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
            .getCacheManager(null, null, settings)) {
      Cache<String, Customer> customers = MeteredCache.create(manager, registry);
      customers.put("ada", new Customer("Ada Lovelace", "GB33", LocalDate.of(1815, 12, 10)));
      customers.get("ada");

      for (String name : new String[] {"sealcache.sealed", "sealcache.opened"}) {
        assertThat(
                registry
                    .get(name)
                    .tags("cache", "customers", "region", "eu")
                    .functionCounter()
                    .count())
            .isEqualTo(1);
      }
    }
  }
}
