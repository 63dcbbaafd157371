package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

/** Redisson where nothing says which Redis it is about: no server is needed for that. */
class RedissonConfigurationTest {
  private static CacheManager open(EncryptedCachingProvider provider) {
    Properties settings = new Properties();
    settings.setProperty("sealcache.store.provider", "org.redisson.jcache.JCachingProvider");
    settings.setProperty("sealcache.master-key", StoreFixture.MASTER_KEY);
    return provider.getCacheManager(null, null, settings);
  }

  @Test
  void managerWithoutConfiguration_isThereForCachesThatBringOne() {
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      CacheManager manager = open(provider);

      assertThat(manager.getCache("none")).isNull();
      assertThat(manager.getCacheNames()).isEmpty();
    }
  }

  @Test
  void cacheWithoutConfiguration_isRefusedWithWhatToDo() {
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      CacheManager manager = open(provider);

      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> manager.createCache("lost", new MutableConfiguration<>()))
          .withMessageContainingAll("'lost'", "redisson-jcache.yaml", "RedissonConfiguration");
    }
  }
}
