package io.sealcache.stores;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CanaryProgram;
import io.sealcache.fixture.IgniteJvm;
import io.sealcache.fixture.Ports;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.WireTap;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.spi.CachingProvider;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;

/**
 * A server node of Ignite and an application that is a client of it, with a tap between; prints
 * what went by. Needs a JVM of its own, with what Ignite wants opened. Its argument is a directory.
 */
final class IgniteWire {
  static final String NAME = "canaries";
  static final String TENANT = "CANARYtenantCANARY";
  static final String CONTEXT = "CANARYcontextCANARY";

  private IgniteWire() {}

  public static void main(String[] arguments) throws Exception {
    int discovery = Ports.free();
    int communication = Ports.free();
    System.setProperty("IGNITE_WORK_DIR", arguments[0]);
    try (WireTap joining = new WireTap(discovery);
        WireTap talking = new WireTap(communication);
        Ignite node = Ignition.start(server(discovery, communication, talking.port()))) {
      System.setProperty("IGNITE_TCP_DISCOVERY_ADDRESSES", "127.0.0.1:" + joining.port());
      Ignition.setClientMode(true); // of this thread
      runSealing();
      List<String> secrets = new ArrayList<>(CanaryProgram.ALL);
      secrets.addAll(List.of(TENANT, CONTEXT, StoreFixture.MASTER_KEY, StoreFixture.INDEX_KEY));
      System.out.println("found: " + joining.find(secrets) + talking.find(secrets));
      System.out.println("bytes: " + talking.size());
      System.out.println("name: " + joining.find(List.of(NAME)).keySet());
      System.out.println("nodes: " + node.cluster().forServers().nodes().size());

      runUnencrypted();
      System.out.println("unencrypted: " + talking.find(CanaryProgram.IN_ENTRIES).keySet());
    }
    System.exit(0); // whatever threads Ignite left
  }

  private static void runSealing() throws Exception {
    Properties settings = StoreFixture.settings("org.apache.ignite.cache.CachingProvider");
    settings.put("sealcache.tenant", TENANT);
    settings.put("sealcache.context", CONTEXT);
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      Cache<Serializable, Serializable> cache =
          provider
              .getCacheManager(null, null, settings)
              .createCache(NAME, CanaryProgram.configure(new EncryptedConfiguration<>()));
      CacheEntryCreatedListener<Serializable, Serializable> listener = events -> {};
      cache.registerCacheEntryListener(
          new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true));
      new CanaryProgram(cache, () -> cache.forEach(entry -> {})).run();
    }
  }

  private static void runUnencrypted() {
    try (CachingProvider provider = new org.apache.ignite.cache.CachingProvider()) {
      Cache<String, String> cache =
          provider.getCacheManager().createCache("unencrypted", new MutableConfiguration<>());
      cache.put(CanaryProgram.KEY, CanaryProgram.VALUE);
    }
  }

  private static IgniteConfiguration server(int discovery, int communication, int tap) {
    return IgniteJvm.server(discovery)
        .setCommunicationSpi(new Elsewhere(tap).setLocalPort(communication).setLocalPortRange(0));
  }

  /** Tells the other nodes to call it where the tap is. */
  private static final class Elsewhere extends TcpCommunicationSpi {
    private final int port;

    Elsewhere(int port) {
      this.port = port;
      setName(TcpCommunicationSpi.class.getSimpleName());
    }

    @Override
    public Map<String, Object> getNodeAttributes() {
      Map<String, Object> attributes = new HashMap<>(super.getNodeAttributes());
      attributes.replace(createSpiAttributeName(ATTR_PORT), port);
      return attributes;
    }
  }
}
