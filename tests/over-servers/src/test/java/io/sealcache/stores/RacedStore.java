package io.sealcache.stores;

import static io.sealcache.linearizability.ExpiryClock.OF_EACH_CALL;
import static io.sealcache.linearizability.ExpiryClock.OF_THE_STORE;
import static java.util.Objects.requireNonNull;

import com.hazelcast.core.Hazelcast;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.linearizability.ExpiryClock;
import io.sealcache.linearizability.RacedCaches;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.RedisServer;
import io.sealcache.stores.HazelcastClientFile.Language;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** A store, and applications in this JVM that race on it, with SealCache or without. */
final class RacedStore implements AutoCloseable {
  private final Kind kind;
  private final Path directory;
  private final List<CachingProvider> providers = new ArrayList<>();
  private final List<RacedCaches> applications = new ArrayList<>();
  private final @Nullable RotatedKeys keys;
  private final @Nullable HazelcastMembers members;
  private final @Nullable RedisServer redis;

  /** Which store, and how many applications can share it. */
  enum Kind {
    CAFFEINE("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider", 1, OF_THE_STORE),
    EHCACHE("org.ehcache.jsr107.EhcacheCachingProvider", 1, OF_THE_STORE),
    HAZELCAST("com.hazelcast.client.cache.HazelcastClientCachingProvider", 2, OF_THE_STORE),
    /** Redisson sends the time at which a call sets out, and its scripts compare with that. */
    REDIS("org.redisson.jcache.JCachingProvider", 2, OF_EACH_CALL);

    private final String provider;
    private final int applications;
    private final ExpiryClock clock;

    Kind(String provider, int applications, ExpiryClock clock) {
      this.provider = provider;
      this.applications = applications;
      this.clock = clock;
    }

    ExpiryClock clock() {
      return clock;
    }
  }

  /**
   * Starts it.
   *
   * @param encrypted false: the store alone, over servers that know this JVM's classes
   */
  RacedStore(Kind kind, boolean encrypted, Path directory) throws Exception {
    this.kind = kind;
    this.directory = directory;
    this.keys = encrypted ? new RotatedKeys(directory, kind.applications) : null;
    this.members =
        kind == Kind.HAZELCAST
            ? HazelcastMembers.start(
                encrypted
                    ? ClassPath.of(Hazelcast.class, Cache.class)
                    : System.getProperty("java.class.path"))
            : null;
    this.redis = kind == Kind.REDIS ? InstalledRedis.start(directory) : null;
    for (int application = 0; application < kind.applications; application++) {
      open(application);
    }
  }

  private void open(int application) throws Exception {
    Properties properties = new Properties();
    if (members != null) {
      properties.putAll(
          HazelcastClientFile.write(directory, members.cluster(), members.first(), Language.XML));
    }
    CachingProvider provider;
    if (keys == null) {
      provider =
          Class.forName(kind.provider)
              .asSubclass(CachingProvider.class)
              .getDeclaredConstructor()
              .newInstance();
    } else {
      provider = new EncryptedCachingProvider();
      properties.setProperty("sealcache.store.provider", kind.provider);
      properties.setProperty("sealcache.keyring", keys.file(application).toString());
    }
    providers.add(provider);
    applications.add(
        RacedCaches.open(provider.getCacheManager(redissonFile(application), null, properties)));
  }

  private @Nullable URI redissonFile(int application) throws IOException {
    if (redis == null) {
      return null;
    }
    Path file = directory.resolve("redisson-" + application + ".yaml");
    Files.writeString(
        file, "singleServerConfig:\n  address: \"" + redis.url() + "\"\n  timeout: 60000\n");
    return file.toUri();
  }

  List<RacedCaches> applications() {
    return applications;
  }

  /** Whether a member can be replaced, or keys renewed. */
  boolean canBeDisturbed() {
    return members != null || keys != null;
  }

  /** Kills a member and starts another, and renews keys, while the applications go on. */
  void disturb() throws Exception {
    if (keys != null) {
      if (keys.renewals() > 0) {
        keys.retire();
      }
      keys.renew();
    }
    if (members != null) {
      members.replaceOne();
    }
  }

  int renewals() {
    return keys == null ? 0 : keys.renewals();
  }

  boolean hasMembers() {
    return members != null;
  }

  @Override
  public void close() {
    providers.forEach(CachingProvider::close);
    if (keys != null) {
      keys.close();
    }
    if (members != null) {
      members.close();
    }
    if (redis != null) {
      requireNonNull(redis).close();
    }
  }
}
