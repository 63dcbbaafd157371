package io.sealcache.hotrod;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CanaryProgram;
import io.sealcache.fixture.WireTap;
import io.sealcache.servers.HotRodServer;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.spi.CachingProvider;
import org.infinispan.jcache.remote.JCachingProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every byte between an application and an Infinispan server. */
@Tag("slow")
class HotRodWireTest {
  private static final String NAME = "canaries";
  private static final String TENANT = "CANARYtenantCANARY";
  private static final String CONTEXT = "CANARYcontextCANARY";
  private static final String MASTER_KEY =
      "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9";
  private static final String INDEX_KEY =
      "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84";

  @AutoClose private HotRodServer server;
  @AutoClose private WireTap tap;

  @BeforeEach
  void start() throws IOException {
    server = HotRodServer.start(Path.of("target"));
    String address = server.address();
    tap = new WireTap(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
  }

  @Test
  void run_withEncryption_leavesNoCanaryOnTheWire() throws Exception {
    Properties settings = throughTheTap();
    settings.putAll(
        Map.of(
            "sealcache.store.provider",
            JCachingProvider.class.getName(),
            "sealcache.master-key",
            MASTER_KEY,
            "sealcache.index-key",
            INDEX_KEY,
            "sealcache.tenant",
            TENANT,
            "sealcache.context",
            CONTEXT));
    try (CachingProvider provider = new EncryptedCachingProvider()) {
      Cache<Serializable, Serializable> cache =
          provider
              .getCacheManager(null, null, settings)
              .createCache(NAME, CanaryProgram.configure(new EncryptedConfiguration<>()));
      CacheEntryCreatedListener<Serializable, Serializable> listener = events -> {};
      cache.registerCacheEntryListener(
          new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true));

      new CanaryProgram(cache, () -> cache.forEach(entry -> {})).run();
    }

    List<String> secrets = new ArrayList<>(CanaryProgram.ALL);
    secrets.addAll(
        List.of(TENANT, CONTEXT, MASTER_KEY, INDEX_KEY, "io.sealcache", "sealcache.tenant"));
    assertThat(tap.find(secrets)).isEmpty();
    assertThat(tap.size()).isGreaterThan(20_000);
    assertThat(tap.find(List.of(NAME))).containsKey(NAME); // so it saw the operations
  }

  // Proves the tap and the search. Without a schema Infinispan itself takes texts only.
  @Test
  void put_withoutEncryption_showsCanariesOnTheWire() {
    try (CachingProvider provider = new JCachingProvider()) {
      Cache<String, String> cache =
          provider
              .getCacheManager(null, null, throughTheTap())
              .createCache(
                  NAME,
                  new MutableConfiguration<String, String>().setTypes(String.class, String.class));

      cache.put(CanaryProgram.KEY, CanaryProgram.VALUE);
    }

    assertThat(tap.find(CanaryProgram.IN_ENTRIES))
        .containsKeys(CanaryProgram.KEY, CanaryProgram.VALUE);
  }

  private Properties throughTheTap() {
    Properties place = new Properties();
    place.setProperty("infinispan.client.hotrod.server_list", "127.0.0.1:" + tap.port());
    place.setProperty("infinispan.client.hotrod.client_intelligence", "BASIC");
    return place;
  }
}
