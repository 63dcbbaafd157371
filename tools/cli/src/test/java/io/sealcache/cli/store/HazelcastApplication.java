package io.sealcache.cli.store;

import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import com.hazelcast.core.Hazelcast;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/** A Hazelcast member in a JVM of its own, and an application that caches in it as a client. */
public final class HazelcastApplication implements AutoCloseable {
  private final HazelcastServer member;
  private final Path directory;

  private HazelcastApplication(HazelcastServer member, Path directory) {
    this.member = member;
    this.directory = directory;
  }

  /**
   * Starts the member.
   *
   * @param directory for the client's file
   */
  public static HazelcastApplication start(Path directory) throws IOException {
    String classPath = ClassPath.of(Hazelcast.class, CacheManager.class);
    return new HazelcastApplication(HazelcastServer.start(classPath, "shop", null), directory);
  }

  /** The jar that a client needs. */
  public static String jar() {
    return ClassPath.of(Hazelcast.class);
  }

  /** Writes a file of settings: those of the store, and these. */
  public Path settings(String name, String more) throws IOException {
    Path client = directory.resolve("hazelcast-client.yaml");
    Files.writeString(
        client,
        """
        hazelcast-client:
          cluster-name: shop
          properties:
            hazelcast.logging.type: jdk
          connection-strategy:
            connection-retry:
              cluster-connect-timeout-millis: 20000
          network:
            cluster-members:
              - %s
        """
            .formatted(member.address()));
    return OwnersFile.write(
        directory.resolve(name),
        """
        sealcache.store.provider=com.hazelcast.client.cache.HazelcastClientCachingProvider
        hazelcast.config.location=%s
        %s
        """
            .formatted(client.toUri(), more));
  }

  /** Has an application with these settings work on a cache of strings, which it may create. */
  public void run(Path settings, String cacheName, Consumer<Cache<String, String>> work)
      throws IOException {
    EncryptedCachingProvider provider = new EncryptedCachingProvider();
    try {
      CacheManager manager = provider.getCacheManager(null, null, properties(settings));
      Cache<String, String> there = manager.getCache(cacheName);
      work.accept(
          there == null
              ? manager.createCache(
                  cacheName,
                  new MutableConfiguration<String, String>().setTypes(String.class, String.class))
              : there);
    } finally {
      provider.close();
    }
  }

  /** Works on the store's cache that is behind one of an application. */
  public void runInStore(Path settings, String cacheName, Consumer<Cache<String, byte[]>> work)
      throws IOException {
    try (CachingProvider provider = new HazelcastClientCachingProvider()) {
      work.accept(
          provider
              .getCacheManager(null, null, properties(settings))
              .getCache(cacheName, String.class, byte[].class));
    }
  }

  private static Properties properties(Path settings) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(settings)) {
      properties.load(reader);
    }
    return properties;
  }

  @Override
  public void close() {
    member.close();
  }
}
