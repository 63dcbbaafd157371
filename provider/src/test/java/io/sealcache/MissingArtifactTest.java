package io.sealcache;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.SourceCompiler;
import io.sealcache.keys.FixedKey;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The class path of these tests has the provider alone, without an artifact of stores, codecs or
 * keys.
 */
class MissingArtifactTest {
  private static final String STORE = "org.jsr107.ri.spi.RICachingProvider";

  @TempDir private Path directory;

  private static Properties settings(String store) {
    Properties settings = new Properties();
    settings.setProperty("sealcache.store.provider", store);
    settings.setProperty("sealcache.master-key", FixedKey.hex(1));
    settings.setProperty("sealcache.index-key", FixedKey.hex(2));
    return settings;
  }

  /** A store's provider as the general adapter would take it. */
  private URLClassLoader withProvider(String name) throws IOException {
    String source =
        "package %s; public class %s extends %s {}"
            .formatted(
                name.substring(0, name.lastIndexOf('.')),
                name.substring(name.lastIndexOf('.') + 1),
                STORE);
    Path file = directory.resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
    SourceCompiler.withTheClassPathOfTests()
        .compile(List.of(Files.writeString(file, source)), directory);
    return new URLClassLoader(
        new URL[] {directory.toUri().toURL()}, MissingArtifactTest.class.getClassLoader());
  }

  @ParameterizedTest
  @CsvSource({
    "org.ehcache.jsr107.EhcacheCachingProvider, sealcache-ehcache",
    "com.hazelcast.cache.HazelcastCachingProvider, sealcache-hazelcast",
    "com.hazelcast.cache.HazelcastMemberCachingProvider, sealcache-hazelcast",
    "com.hazelcast.client.cache.HazelcastClientCachingProvider, sealcache-hazelcast",
    "com.hazelcast.cache.impl.HazelcastServerCachingProvider, sealcache-hazelcast",
    "com.hazelcast.client.cache.impl.HazelcastClientCachingProvider, sealcache-hazelcast",
    "org.redisson.jcache.JCachingProvider, sealcache-redisson",
    "org.infinispan.jcache.embedded.JCachingProvider, sealcache-infinispan",
    "org.infinispan.jcache.remote.JCachingProvider, sealcache-infinispan",
    "org.apache.ignite.cache.CachingProvider, sealcache-ignite"
  })
  void knownStore_isRefusedByTheArtifactsName(String store, String artifact) throws IOException {
    try (URLClassLoader loader = withProvider(store);
        EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      Properties settings = settings(store);

      assertThatThrownBy(() -> provider.getCacheManager(null, loader, settings))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll(store, "io.sealcache:" + artifact + ":");
    }
  }

  @Test
  void unknownStore_isTakenByTheGeneralAdapter() throws IOException {
    String store = "com.acme.AcmeCachingProvider";
    try (URLClassLoader loader = withProvider(store);
        EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      provider.getCacheManager(null, loader, settings(store)).close();
    }
  }

  @Test
  void keyTable_isRefusedByTheArtifactsName() {
    Properties settings = settings(STORE);
    settings.remove("sealcache.master-key");
    settings.remove("sealcache.index-key");
    settings.setProperty("sealcache.key-table", directory.toString());
    settings.setProperty("sealcache.kms", "pretended:1");

    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      assertThatThrownBy(() -> provider.getCacheManager(null, null, settings))
          .hasMessageContainingAll(
              "'sealcache.key-table'", "io.sealcache:sealcache-key-table:", "META-INF/services");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "json, sealcache-jackson",
    "io.sealcache.codec.jackson3.JsonCodec, sealcache-jackson",
    "msgpack, sealcache-jackson",
    "arrow, sealcache-arrow"
  })
  void codec_isRefusedByTheArtifactsName(String codec, String artifact) {
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider();
        CacheManager manager = provider.getCacheManager(null, null, settings(STORE))) {
      EncryptedConfiguration<String, String> configuration = new EncryptedConfiguration<>();
      configuration.setCodec(codec);

      assertThatThrownBy(() -> manager.createCache("c", configuration))
          .hasMessageContainingAll(
              "'sealcache.codec' is '" + codec + "'", "io.sealcache:" + artifact + ":");
    }
  }
}
