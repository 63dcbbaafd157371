package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.StoreCensus;
import io.sealcache.rotation.RotatingKeys;
import io.sealcache.rotation.RotationUnderLoad;
import io.sealcache.servers.RedisServer;
import io.sealcache.stores.HazelcastClientFile.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.jcache.JCachingProvider;

/** A rotation to its end, over servers, by two applications in this JVM and a census of a third. */
@Timeout(600)
class RotationUnderLoadTest {
  @TempDir private Path directory;

  @Test
  void rotationOverRedis_losesAndMissesNothing() throws Exception {
    try (RedisServer redis = InstalledRedis.start(directory)) {
      rotate(redisson(redis, "one"), redisson(redis, "other"), redisson(redis, "census"));
    }
  }

  @Test
  void rotationOverAHazelcastClient_losesAndMissesNothing() throws Exception {
    BareMember member = BareMember.take();
    try {
      rotate(hazelcast(member), hazelcast(member), hazelcast(member));
    } finally {
      HazelcastClient.shutdownAll();
      member.release();
    }
  }

  @Test
  void censusOfAHazelcastCacheThatIsNotThere_isRefusedAndMakesNone() throws Exception {
    BareMember member = BareMember.take();
    try (StoreCensus census = StoreCensus.open(hazelcast(member), null)) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> census.count("absent"))
          .withMessageContaining("'absent'");
      assertThat(HazelcastClient.getAllHazelcastClients().iterator().next().getDistributedObjects())
          .isEmpty();
    } finally {
      HazelcastClient.shutdownAll();
      member.release();
    }
  }

  private Properties redisson(RedisServer redis, String application) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve(application + ".yaml"),
            "singleServerConfig:\n  address: \"" + redis.url() + "\"\n  timeout: 60000\n");
    Properties settings = new Properties();
    settings.setProperty("sealcache.store.provider", JCachingProvider.class.getName());
    settings.setProperty("sealcache.store.uri", file.toUri().toString());
    return settings;
  }

  private Properties hazelcast(BareMember member) {
    Properties settings =
        HazelcastClientFile.write(directory, member.cluster(), member.server(), Language.XML);
    settings.setProperty(
        "sealcache.store.provider", HazelcastClientCachingProvider.class.getName());
    return settings;
  }

  /** The last ones are settings without keys. */
  private static void rotate(Properties one, Properties other, Properties counting)
      throws Exception {
    RotatingKeys keys = new RotatingKeys();
    one.put("sealcache.key-source", keys);
    other.put("sealcache.key-source", keys);
    try (EncryptedCachingProvider first = new EncryptedCachingProvider();
        EncryptedCachingProvider second = new EncryptedCachingProvider();
        StoreCensus census = StoreCensus.open(counting, null)) {
      new RotationUnderLoad(
              first.getCacheManager(null, null, one),
              second.getCacheManager(null, null, other),
              keys,
              census::count)
          .run();
    }
  }
}
