package io.sealcache.stores;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import com.hazelcast.client.properties.ClientProperty;
import io.sealcache.servers.HazelcastServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/** A Hazelcast client's file, and programs over it. */
final class HazelcastClientFile {
  /** Or a call is taken as done although the member that did it died before its backup had it. */
  private static final String LOST_BACKUPS_FAIL =
      ClientProperty.FAIL_ON_INDETERMINATE_OPERATION_STATE.getName();

  private HazelcastClientFile() {}

  /** The languages of such files. */
  enum Language {
    XML,
    YAML
  }

  /** Writes it; what an application gives to its provider to name it. */
  static Properties write(
      Path directory, String cluster, HazelcastServer server, Language language) {
    String text =
        switch (language) {
          case XML ->
              """
              <hazelcast-client xmlns="http://www.hazelcast.com/schema/client-config">
                <cluster-name>%s</cluster-name>
                <properties>
                  <property name="hazelcast.logging.type">jdk</property>
                  <property name="%3$s">true</property>
                </properties>
                <network><cluster-members><address>%s</address></cluster-members></network>
              </hazelcast-client>
              """;
          case YAML ->
              """
              hazelcast-client:
                cluster-name: %s
                properties: { hazelcast.logging.type: jdk, %3$s: true }
                network: { cluster-members: [ "%s" ] }
              """;
        };
    Path file =
        directory.resolve(
            "client-" + UUID.randomUUID() + (language == Language.XML ? ".xml" : ".yaml"));
    try {
      Files.writeString(file, text.formatted(cluster, server.address(), LOST_BACKUPS_FAIL));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Properties properties = new Properties();
    properties.setProperty("hazelcast.config.location", file.toUri().toString());
    return properties;
  }

  static <T> T run(
      CachingProvider provider, Properties properties, Function<CacheManager, T> program) {
    properties.setProperty(
        "sealcache.store.provider", HazelcastClientCachingProvider.class.getName());
    properties.setProperty("sealcache.master-key", Secrets.MASTER_KEY);
    properties.setProperty("sealcache.index-key", Secrets.INDEX_KEY);
    try (provider) {
      return program.apply(provider.getCacheManager(null, null, properties));
    } finally {
      HazelcastClient.shutdownAll();
    }
  }
}
