package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CanaryProgram;
import io.sealcache.fixture.Needs;
import io.sealcache.fixture.Ports;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.WireTap;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.spi.CachingProvider;
import org.infinispan.jcache.embedded.JCachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every byte between two nodes of Infinispan, one of them that of the application. */
@Tag("slow")
class InfinispanWireTest {
  private static final String NAME = "distributed-canaries";
  private static final String TENANT = "CANARYtenantCANARY";
  private static final String CONTEXT = "CANARYcontextCANARY";
  private static final String FILE =
      """
      <infinispan xmlns="urn:infinispan:config:16.0">
        <jgroups><stack name="loopback" extends="tcp">
          <TCP bind_addr="127.0.0.1" bind_port="%d" port_range="0" diag.enabled="false"
               external_addr="127.0.0.1" external_port="%d" stack.combine="COMBINE"/>
          <TCPPING initial_hosts="127.0.0.1[%d]" port_range="0" stack.combine="REPLACE" stack.position="MPING"/>
          <FD_SOCK2 stack.combine="REMOVE"/>
          <pbcast.GMS join_timeout="%d" stack.combine="COMBINE"/>
        </stack></jgroups>
        <cache-container>
          <transport cluster="wire-%3$d" stack="loopback"/>
          <distributed-cache name="distributed-unencrypted" owners="1"/>
          <distributed-cache-configuration name="distributed-*" owners="1"/>
        </cache-container>
      </infinispan>
      """;

  /** In milliseconds. The first node finds no other; the second must not found its own cluster. */
  private static final int[] JOIN_TIMEOUTS = {100, 60_000};

  @TempDir private Path directory;
  private final List<WireTap> taps = new ArrayList<>();

  @BeforeEach
  void tap() throws IOException {
    Needs.localeOfInfinispan();
    int[] ports = {Ports.free(), Ports.free()};
    for (int port : ports) {
      taps.add(new WireTap(port));
    }
    for (int i = 0; i < ports.length; i++) {
      Files.writeString(
          directory.resolve(i + ".xml"),
          FILE.formatted(ports[i], taps.get(i).port(), taps.get(0).port(), JOIN_TIMEOUTS[i]));
    }
  }

  @AfterEach
  void close() throws IOException {
    for (WireTap tap : taps) {
      tap.close();
    }
  }

  @Test
  void run_withEncryption_leavesNoCanaryBetweenNodes() throws Exception {
    try (EncryptedCachingProvider ours = new EncryptedCachingProvider();
        EncryptedCachingProvider theirs = new EncryptedCachingProvider()) {
      CacheManager manager = ours.getCacheManager(file(0), null, settings());
      theirs.getCacheManager(file(1), null, settings());
      Cache<Serializable, Serializable> cache =
          manager.createCache(NAME, CanaryProgram.configure(new EncryptedConfiguration<>()));
      CacheEntryCreatedListener<Serializable, Serializable> listener = events -> {};
      cache.registerCacheEntryListener(
          new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true));

      new CanaryProgram(cache, () -> cache.forEach(entry -> {})).run();
      for (int i = 0; i < 50; i++) { // some of which the other node owns
        cache.put(CanaryProgram.KEY + i, CanaryProgram.VALUE);
        assertThat(cache.get(CanaryProgram.KEY + i)).isEqualTo(CanaryProgram.VALUE);
      }
    }
    List<String> secrets = new ArrayList<>(CanaryProgram.ALL);
    secrets.addAll(
        List.of(TENANT, CONTEXT, StoreFixture.MASTER_KEY, StoreFixture.INDEX_KEY, "io.sealcache"));
    for (WireTap tap : taps) {
      assertThat(tap.find(secrets)).isEmpty();
    }
    assertThat(taps.stream().mapToInt(WireTap::size).sum()).isGreaterThan(20_000);
    assertThat(taps.stream().anyMatch(tap -> tap.find(List.of(NAME)).containsKey(NAME))).isTrue();
  }

  // Proves the tap and the search. Without a schema Infinispan itself takes texts only.
  @Test
  void put_withoutEncryption_showsCanariesBetweenNodes() throws Exception {
    try (CachingProvider ours = new JCachingProvider();
        CachingProvider theirs = new JCachingProvider()) {
      CacheManager manager = ours.getCacheManager(file(0), null, new Properties());
      theirs.getCacheManager(file(1), null, new Properties()).getCache("distributed-unencrypted");
      Cache<String, String> cache = manager.getCache("distributed-unencrypted");
      for (int i = 0; i < 50; i++) {
        cache.put(CanaryProgram.KEY + i, CanaryProgram.VALUE);
      }
    }

    assertThat(taps.stream().flatMap(tap -> tap.find(CanaryProgram.IN_ENTRIES).keySet().stream()))
        .contains(CanaryProgram.KEY, CanaryProgram.VALUE);
  }

  private URI file(int node) {
    return directory.resolve(node + ".xml").toUri();
  }

  private static Properties settings() {
    Properties settings = StoreFixture.settings(TestStore.INFINISPAN.providerClass());
    settings.put("sealcache.tenant", TENANT);
    settings.put("sealcache.context", CONTEXT);
    return settings;
  }
}
