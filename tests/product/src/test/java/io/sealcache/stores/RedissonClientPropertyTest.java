package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import java.lang.reflect.Proxy;
import java.util.Properties;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/** A Redisson client as property, where it is refused; RedissonClientTest has a server. */
class RedissonClientPropertyTest {
  private static void open(Object client, Properties more) {
    Properties settings = new Properties();
    settings.setProperty("sealcache.store.provider", "org.redisson.jcache.JCachingProvider");
    settings.setProperty("sealcache.master-key", StoreFixture.MASTER_KEY);
    settings.put("redisson.client", client);
    settings.putAll(more);
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      provider.getCacheManager(null, null, settings);
    }
  }

  @Test
  void propertyThatIsNoClient_isRefused() {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> open("redis://127.0.0.1", new Properties()))
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
        .isThrownBy(() -> open(client, file))
        .withMessageContainingAll("redisson.client", "both given");
  }
}
