package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import java.lang.reflect.Proxy;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/**
 * Redisson where nothing says which Redis it is about, or what does is refused: no server is needed
 * for that.
 */
class RedissonConfigurationTest {
  private static CacheManager open(EncryptedCachingProvider provider) {
    Properties settings = StoreFixture.settings("org.redisson.jcache.JCachingProvider");
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

  private static void openWith(Object client, Properties more) {
    Properties settings = StoreFixture.settings("org.redisson.jcache.JCachingProvider");
    settings.put("redisson.client", client);
    settings.putAll(more);
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      provider.getCacheManager(null, null, settings);
    }
  }

  @Test
  void propertyThatIsNoClient_isRefused() {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> openWith("redis://127.0.0.1", new Properties()))
        .withMessageContainingAll("redisson.client", "java.lang.String", "RedissonClient")
        .withMessageNotContaining("127.0.0.1");
  }

  @Test
  void clientBesideAFile_isRefused() {
    Object client =
        Proxy.newProxyInstance(
            RedissonClient.class.getClassLoader(),
            new Class<?>[] {RedissonClient.class},
            (proxy, method, arguments) -> {
              throw new AssertionError(method.getName());
            });

    Properties file = new Properties();
    file.setProperty("sealcache.store.uri", "file:///redisson.yaml");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> openWith(client, file))
        .withMessageContainingAll("redisson.client", "both given");
  }
}
