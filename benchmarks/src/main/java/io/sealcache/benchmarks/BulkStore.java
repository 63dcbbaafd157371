package io.sealcache.benchmarks;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import io.sealcache.servers.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;

/** A store in another process, with a manager of its own caches and one of sealed ones. */
final class BulkStore implements AutoCloseable {
  /** The kind of the store. */
  enum Kind {
    HAZELCAST_CLIENT("com.hazelcast.client.cache.HazelcastClientCachingProvider"),
    REDIS("org.redisson.jcache.JCachingProvider");

    private final String provider;

    Kind(String provider) {
      this.provider = provider;
    }

    String title() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind titled(String title) {
      for (Kind kind : values()) {
        if (kind.title().equals(title)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("hazelcast-client or redis, not '" + title + "'");
    }

    BulkStore open(Path directory) throws IOException {
      return this == REDIS ? overRedis(directory) : overHazelcast();
    }
  }

  private static final String CLUSTER = "bulk";

  private final CacheManager unencrypted;
  private final CacheManager sealed;
  private final Runnable whenClosed;

  private BulkStore(
      Kind kind, @Nullable URI uri, Properties store, ClassLoader loader, Runnable whenClosed) {
    this.whenClosed = whenClosed;
    unencrypted = Caching.getCachingProvider(kind.provider).getCacheManager(uri, loader, store);
    Properties settings = new Properties();
    settings.putAll(store);
    settings.setProperty("sealcache.store.provider", kind.provider);
    settings.setProperty(
        "sealcache.master-key", "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9");
    settings.setProperty(
        "sealcache.index-key", "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84");
    sealed =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
            .getCacheManager(uri, loader, settings);
  }

  /** A member in a JVM of its own, which has the class of the processor that it is sent. */
  private static BulkStore overHazelcast() throws IOException {
    HazelcastServer member =
        HazelcastServer.start(
            ClassPath.of(Hazelcast.class, Cache.class, BulkProcessor.class), CLUSTER, null);
    ClientConfig config = new ClientConfig().setClusterName(CLUSTER);
    config.getNetworkConfig().addAddress(member.address());
    config.setProperty("hazelcast.logging.type", "none");
    HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
    Properties store = new Properties();
    store.put("hazelcast.instance.itself", client);
    return new BulkStore(
        Kind.HAZELCAST_CLIENT,
        null,
        store,
        BulkStore.class.getClassLoader(),
        () -> {
          client.shutdown();
          member.close();
        });
  }

  private static BulkStore overRedis(Path directory) throws IOException {
    RedisServer redis = RedisServer.start(directory);
    Path file =
        Files.writeString(
            directory.resolve("redisson.yaml"),
            "singleServerConfig:\n  address: \"" + redis.url() + "\"\n");
    return new BulkStore(
        Kind.REDIS, file.toUri(), new Properties(), BulkStore.class.getClassLoader(), redis::close);
  }

  CacheManager unencrypted() {
    return unencrypted;
  }

  CacheManager sealed() {
    return sealed;
  }

  @Override
  public void close() {
    sealed.close();
    unencrypted.close();
    whenClosed.run();
  }
}
