package io.sealcache.hotrod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.StoreCensus;
import io.sealcache.rotation.RotatingKeys;
import io.sealcache.rotation.RotationUnderLoad;
import io.sealcache.servers.HotRodServer;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.CacheException;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.client.hotrod.configuration.ConfigurationBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rotation to its end, over an Infinispan server, and a census that has no key. */
@Tag("slow")
@Timeout(600)
class HotRodRotationTest {
  @Test
  void rotation_losesAndMissesNothing() throws Exception {
    RotatingKeys keys = new RotatingKeys();
    try (HotRodServer server = HotRodServer.start(Path.of("target"));
        EncryptedCachingProvider first = new EncryptedCachingProvider();
        EncryptedCachingProvider second = new EncryptedCachingProvider();
        StoreCensus census = StoreCensus.open(settings(server), null)) {
      Properties settings = settings(server);
      settings.put("sealcache.key-source", keys);

      new RotationUnderLoad(
              first.getCacheManager(null, null, settings),
              second.getCacheManager(null, null, settings),
              keys,
              census::count)
          .run();

      assertThatThrownBy(() -> census.count("absent"))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("'absent'");
      try (RemoteCacheManager store =
          new RemoteCacheManager(
              new ConfigurationBuilder().withProperties(settings(server)).build())) {
        assertThat(store.<Object, Object>getCache("absent")).isNull();
      }
    }
  }

  private static Properties settings(HotRodServer server) {
    Properties settings = new Properties();
    settings.setProperty("infinispan.client.hotrod.server_list", server.address());
    // Else a client of a busy machine repeats a put that is still under way: an update, to
    // listeners.
    settings.setProperty("infinispan.client.hotrod.socket_timeout", "60000");
    settings.setProperty(
        "sealcache.store.provider", "org.infinispan.jcache.remote.JCachingProvider");
    return settings;
  }
}
