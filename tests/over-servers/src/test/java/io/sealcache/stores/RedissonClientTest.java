package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.StoreCensus;
import io.sealcache.servers.RedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.jcache.JCachingProvider;

/** A client of Redisson's that the application has, given to a manager as a property. */
class RedissonClientTest {
  private final RedisServer redis;
  private final RedissonClient redisson;

  RedissonClientTest(@TempDir Path directory) throws Exception {
    redis = InstalledRedis.start(directory);
    Config config = new Config();
    config.useSingleServer().setAddress(redis.url());
    redisson = Redisson.create(config);
  }

  @AfterEach
  void stop() {
    redisson.shutdown();
    redis.close();
  }

  private CacheManager open(EncryptedCachingProvider provider) {
    return provider.getCacheManager(null, null, settings());
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("sealcache.store.provider", JCachingProvider.class.getName());
    settings.setProperty("sealcache.master-key", Secrets.MASTER_KEY);
    settings.put("redisson.client", redisson);
    return settings;
  }

  private static MutableConfiguration<String, String> typed() {
    return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
  }

  private int connections() {
    String clients =
        redisson
            .getRedisNodes(RedisNodes.SINGLE)
            .getInstance()
            .info(RedisNode.InfoSection.CLIENTS)
            .get("connected_clients");
    return Integer.parseInt(clients);
  }

  @Test
  void caches_areInTheClientsRedisAsCiphertext() {
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      open(provider).createCache("first", typed()).put("CANARYkey", "CANARYvalue");
    }

    StringBuilder stored = new StringBuilder();
    redisson
        .<byte[], byte[]>getMap("first", ByteArrayCodec.INSTANCE)
        .readAllEntrySet()
        .forEach(
            entry -> {
              stored.append(new String(entry.getKey(), StandardCharsets.ISO_8859_1));
              stored.append(new String(entry.getValue(), StandardCharsets.ISO_8859_1));
            });
    assertThat(stored).hasSizeGreaterThan(50).asString().doesNotContain("CANAR");
  }

  @Test
  void anotherApplication_findsTheCacheByItsName() {
    try (EncryptedCachingProvider one = new EncryptedCachingProvider();
        EncryptedCachingProvider other = new EncryptedCachingProvider()) {
      open(one).createCache("shared", typed()).put("key", "value");

      Cache<String, String> found = open(other).getCache("shared", String.class, String.class);
      assertThat(found.get("key")).isEqualTo("value");
      open(other).destroyCache("shared");
    }
    assertThat(redisson.getKeys().countExists("shared")).isZero();
  }

  @Test
  void census_countsWhatAnotherApplicationPut() {
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider();
        StoreCensus census = StoreCensus.open(settings(), null)) {
      open(provider).createCache("counted", typed()).put("key", "value");

      assertThat(census.count("counted").entries()).isEqualTo(1);
    }
  }

  @Test
  void closing_leavesTheApplicationsClientAndItsCodecAlone() {
    String codec = redisson.getConfig().getCodec().getClass().getName();
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      open(provider).createCache("first", typed()).put("key", "value");
    }

    assertThat(redisson.isShutdown()).isFalse();
    assertThat(redisson.getConfig().getCodec().getClass().getName()).isEqualTo(codec);
    redisson.<String>getBucket("applications").set("text");
    assertThat(redisson.<String>getBucket("applications").get()).isEqualTo("text");
  }

  @Test
  void closedManager_keepsNoConnection() throws Exception {
    int before = connections();
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      open(provider).createCache("first", typed()).put("key", "value");
      assertThat(connections()).isGreaterThan(before);
    }

    for (int i = 0; i < 1_200 && connections() > before; i++) {
      Thread.sleep(50);
    }
    assertThat(connections()).isLessThanOrEqualTo(before);
  }
}
