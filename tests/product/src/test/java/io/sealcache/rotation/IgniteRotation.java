package io.sealcache.rotation;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.StoreCensus;
import io.sealcache.fixture.IgniteJvm;
import io.sealcache.fixture.Ports;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;

/**
 * A server node of Ignite and an application that is a client of it, whose data key is rotated.
 * Needs a JVM of its own, with what Ignite wants opened. Its argument is a directory.
 */
final class IgniteRotation {
  private IgniteRotation() {}

  public static void main(String[] arguments) throws Exception {
    int port = Ports.free();
    System.setProperty("IGNITE_WORK_DIR", arguments[0]);
    System.setProperty("IGNITE_TCP_DISCOVERY_ADDRESSES", "127.0.0.1:" + port);
    RotatingKeys keys = new RotatingKeys();
    try (Ignite node = Ignition.start(IgniteJvm.server(port));
        EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      Ignition.setClientMode(true); // of this thread
      Properties settings = new Properties();
      settings.put("sealcache.store.provider", "org.apache.ignite.cache.CachingProvider");
      try (StoreCensus census = StoreCensus.open(settings, null)) {
        refuseAbsent(census, node);
        settings.put("sealcache.key-source", keys);
        CacheManager client = provider.getCacheManager(null, null, settings);
        new RotationUnderLoad(client, client, keys, census::count).run();
      }
    }
    System.out.println("rotation: done");
    System.exit(0); // whatever threads Ignite left
  }

  private static void refuseAbsent(StoreCensus census, Ignite node) {
    try {
      census.count("absent");
      throw new AssertionError("a census of a cache that isn't there");
    } catch (CacheException e) {
      if (node.cacheNames().contains("absent")) {
        throw e;
      }
    }
  }
}
