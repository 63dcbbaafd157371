package io.sealcache.internal.store.infinispan;

import java.util.Properties;
import java.util.function.Function;
import javax.cache.CacheException;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.client.hotrod.configuration.Configuration;
import org.infinispan.client.hotrod.configuration.ConfigurationBuilder;
import org.infinispan.client.hotrod.impl.ConfigurationProperties;
import org.infinispan.commons.GlobalContextInitializer;
import org.infinispan.commons.marshall.ProtoStreamMarshaller;
import org.jspecify.annotations.Nullable;

/**
 * The way to the server, which all caches of one manager share: Infinispan's JCache doesn't give
 * its own away. There from the first cache's opening to the manager's closing. Thread-safe.
 */
final class InfinispanRemoteConnection {
  // A name of earlier versions, which some still read.
  private static final String JAVA_SERIAL_WHITELIST =
      "infinispan.client.hotrod.java_serial_whitelist";

  private @Nullable RemoteCacheManager manager;
  private int users = 1; // calls that are under way, and one until this is closed
  private boolean closed;

  /**
   * Makes a call by the client that leads there, which isn't closed meanwhile: some calls would
   * then wait for ever.
   *
   * @param properties with which Infinispan's own manager was opened
   */
  <T extends @Nullable Object> T call(Properties properties, Function<RemoteCacheManager, T> call) {
    RemoteCacheManager client = join(properties);
    try {
      return call.apply(client);
    } finally {
      leave();
    }
  }

  private synchronized RemoteCacheManager join(Properties properties) {
    if (closed) { // nobody would close it again
      throw new IllegalStateException("The cache manager is closed");
    }
    RemoteCacheManager client = manager;
    if (client == null) {
      client = new RemoteCacheManager(configuration(properties));
      manager = client;
    }
    users++;
    return client;
  }

  private synchronized void leave() {
    users--;
    if (users == 0 && manager != null) {
      manager.close();
    }
  }

  /**
   * The given properties, except that the server's answers are read as ProtoStream alone: another
   * marshaller makes objects of the classes that they name. Given properties win over a file.
   */
  static Properties plain(@Nullable Properties applications) {
    Properties plain = new Properties();
    if (applications != null) {
      plain.putAll(applications);
      plain.keySet().removeIf(InfinispanRemoteConnection::isCachesMarshaller);
    }
    plain.setProperty(ConfigurationProperties.MARSHALLER, ProtoStreamMarshaller.class.getName());
    plain.setProperty(ConfigurationProperties.JAVA_SERIAL_ALLOWLIST, "");
    plain.setProperty(JAVA_SERIAL_WHITELIST, "");
    return plain;
  }

  // Of the application's own types in ProtoStream none is needed here: entries are text.
  private static Configuration configuration(Properties properties) {
    Properties ours = plain(properties);
    ours.remove(ConfigurationProperties.CONTEXT_INITIALIZERS);
    Configuration made =
        new ConfigurationBuilder()
            .withProperties(ours)
            .addContextInitializer(GlobalContextInitializer.INSTANCE) // of what events come in
            .build();
    if (!made.serialAllowList().isEmpty()
        || !(made.marshaller() instanceof ProtoStreamMarshaller)) { // infinispan.client.hotrod.uri
      throw new CacheException(
          "The Hot Rod client's URI chooses a marshaller or allows Java deserialization, which"
              + " whoever controls the server could use: take marshaller and java_serial_allowlist"
              + " out of it");
    }
    return made;
  }

  private static boolean isCachesMarshaller(Object property) {
    return property instanceof String name
        && name.startsWith(ConfigurationProperties.CACHE_PREFIX)
        && name.endsWith(ConfigurationProperties.CACHE_MARSHALLER);
  }

  /** Closes the client, once no call is under way. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      leave();
    }
  }
}
