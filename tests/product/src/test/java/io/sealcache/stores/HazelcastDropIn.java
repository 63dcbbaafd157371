package io.sealcache.stores;

import com.hazelcast.cache.HazelcastMemberCachingProvider;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.core.Hazelcast;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Files of Hazelcast members. */
final class HazelcastDropIn {
  private HazelcastDropIn() {}

  /**
   * Writes the file.
   *
   * @param body the declarations of caches
   */
  static DropIn ofXml(Path directory, String body) {
    return of(
        directory.resolve("hazelcast.xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <hazelcast xmlns="http://www.hazelcast.com/schema/config">
          <cluster-name>%s</cluster-name>
          <instance-name>%s</instance-name>
          <properties>
            <property name="hazelcast.phone.home.enabled">false</property>
            <property name="hazelcast.logging.type">jdk</property>
            <property name="hazelcast.socket.bind.any">false</property>
            <property name="hazelcast.partition.count">3</property>
            <property name="hazelcast.wait.seconds.before.join">0</property>
          </properties>
          <network>
            <port port-count="200">5841</port>
            <public-address>127.0.0.1</public-address>
            <join><auto-detection enabled="false"/><multicast enabled="false"/></join>
            <interfaces enabled="true"><interface>127.0.0.1</interface></interfaces>
          </network>
          <metrics enabled="false"/>
          %s
        </hazelcast>
        """
            .formatted("test-" + UUID.randomUUID(), "test-" + UUID.randomUUID(), body));
  }

  /**
   * Writes the file.
   *
   * @param body the declarations of caches, indented by two
   */
  static DropIn ofYaml(Path directory, String body) {
    return of(
        directory.resolve("hazelcast.yaml"),
        """
        hazelcast:
          cluster-name: test-%s
          properties:
            hazelcast.phone.home.enabled: false
            hazelcast.logging.type: jdk
            hazelcast.socket.bind.any: false
            hazelcast.partition.count: 3
            hazelcast.wait.seconds.before.join: 0
          network:
            port: { port: 5841, port-count: 200 }
            public-address: 127.0.0.1
            join: { auto-detection: { enabled: false }, multicast: { enabled: false } }
            interfaces: { enabled: true, interfaces: [ 127.0.0.1 ] }
          metrics: { enabled: false }
        """
                .formatted(UUID.randomUUID())
            + body);
  }

  private static DropIn of(Path file, String text) {
    try {
      Properties properties = new Properties();
      properties.setProperty(
          "hazelcast.config.location", Files.writeString(file, text).toUri().toString());
      return over(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DropIn over(Properties properties) {
    return new DropIn(HazelcastMemberCachingProvider.class, null, null, properties);
  }

  /** How the store holds one of our caches. */
  static CacheConfig<?, ?> ofStore(Cache<?, ?> cache) {
    return config(
        StoreFixture.raw((EncryptedCacheManager) cache.getCacheManager(), cache.getName()).cache());
  }

  /** Of one of Hazelcast's caches. */
  @SuppressWarnings("unchecked")
  static CacheConfig<?, ?> config(Cache<?, ?> cache) {
    return cache.getConfiguration(CacheConfig.class);
  }

  /** Ends the members that were started from the file. */
  static void terminate(Properties properties) {
    Hazelcast.getAllHazelcastInstances().stream()
        .filter(instance -> isOf(properties, instance.getConfig().getConfigurationUrl()))
        .forEach(instance -> instance.getLifecycleService().terminate());
  }

  private static boolean isOf(Properties properties, @Nullable URL url) {
    return url != null && url.toString().equals(properties.get("hazelcast.config.location"));
  }
}
