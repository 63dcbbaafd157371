package io.sealcache.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.servers.Needs;
import io.sealcache.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/** A test for an application to copy: Redis holds no plaintext of its caches. */
class CachesAreSealedTest {
  private static final String REDISSON = "org.redisson.jcache.JCachingProvider";

  @TempDir Path directory;

  @Test
  void redis_holdsNoPlaintext() throws IOException {
    Needs.redisServer();
    try (RedisServer redis = RedisServer.start(directory);
        CacheManager manager = sealed(redis.url())) {
      assertThat(manager.getCachingProvider()).isInstanceOf(EncryptedCachingProvider.class);
      assertSealed(manager, redis.url());
    }
  }

  /** So that a look which finds nothing means something. */
  @Test
  void redisUnderAnotherProvider_isFoundToHoldPlaintext() throws IOException {
    Needs.redisServer();
    try (RedisServer redis = RedisServer.start(directory);
        CacheManager manager = unencrypted(redis.url())) {
      assertThatThrownBy(() -> assertSealed(manager, redis.url()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("ada@example");
    }
  }

  @Test
  void redisInDocker_holdsNoPlaintext() throws Exception {
    Needs.docker();
    try (GenericContainer<?> redis = new GenericContainer<>("redis:8-alpine")) {
      redis.withExposedPorts(6379).start();
      String url = "redis://" + redis.getHost() + ":" + redis.getMappedPort(6379);
      try (CacheManager manager = sealed(url)) { // as your application opens it
        assertSealed(manager, url);
      }
    }
  }

  // docs/testing.md
  private static void assertSealed(CacheManager manager, String url) {
    MutableConfiguration<String, String> texts =
        new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    Cache<String, String> cache = manager.createCache("sealed", texts);
    cache.put("ada@example.com", "GB33BUKB20201555555555");
    assertThat(cache.get("ada@example.com")).isEqualTo("GB33BUKB20201555555555");

    try (RedisClient client = RedisClient.create(url)) {
      RedisCommands<byte[], byte[]> redis = client.connect(ByteArrayCodec.INSTANCE).sync();
      redis.configSet("rdbcompression", "no"); // so that a dump shows what is there
      assertThat(redis.keys("*"))
          .isNotEmpty()
          .extracting(key -> new String(key, ISO_8859_1) + new String(redis.dump(key), ISO_8859_1))
          .allSatisfy(stored -> assertThat(stored).doesNotContain("ada@example", "GB33BUKB"));
    }
  }

  // /docs/testing.md

  private CacheManager sealed(String url) throws IOException {
    Properties settings = new Properties();
    settings.setProperty("sealcache.store.provider", REDISSON);
    settings.setProperty("sealcache.store.uri", configuration(url).toUri().toString());
    settings.setProperty("sealcache.master-key", randomKey());
    settings.setProperty("sealcache.index-key", randomKey());
    return manager("io.sealcache.EncryptedCachingProvider", null, settings);
  }

  private CacheManager unencrypted(String url) throws IOException {
    return manager(REDISSON, configuration(url), new Properties());
  }

  private static CacheManager manager(
      String provider, @Nullable Path configuration, Properties settings) {
    return Caching.getCachingProvider(provider)
        .getCacheManager(configuration == null ? null : configuration.toUri(), null, settings);
  }

  private Path configuration(String url) throws IOException {
    return Files.writeString(
        directory.resolve("redisson.yaml"), "singleServerConfig:\n  address: " + url + "\n");
  }

  private static String randomKey() {
    return HexFormat.of().formatHex(SecureRandom.getSeed(32));
  }
}
