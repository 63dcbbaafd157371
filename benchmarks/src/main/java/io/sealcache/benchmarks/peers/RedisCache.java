package io.sealcache.benchmarks.peers;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.sealcache.servers.RedisServer;
import java.net.URI;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.jcache.configuration.RedissonConfiguration;

/**
 * A cache in Redis, as an application has it.
 *
 * @param name the library that it is encrypted by
 * @param warming how many puts and gets its code is warm after
 */
record RedisCache(
    String name,
    int warming,
    Function<String, byte @Nullable []> get,
    BiConsumer<String, byte[]> put,
    Runnable whenClosed)
    implements AutoCloseable {
  static final String UNENCRYPTED = "unencrypted";
  static final String SEALCACHE = "SealCache";

  private static final int WARMING = 20_000;

  private static final String REDISSON = "org.redisson.jcache.JCachingProvider";

  /** By JCache over Redisson, without anything. */
  static RedisCache unencrypted(URI redisson) {
    return jcache(UNENCRYPTED, REDISSON, redisson, new Properties());
  }

  static RedisCache sealed(URI redisson) {
    Properties settings = new Properties();
    settings.setProperty("sealcache.store.provider", REDISSON);
    settings.setProperty(
        "sealcache.master-key", "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9");
    settings.setProperty(
        "sealcache.index-key", "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84");
    return jcache(SEALCACHE, "io.sealcache.EncryptedCachingProvider", redisson, settings);
  }

  private static RedisCache jcache(
      String name, String provider, URI redisson, Properties settings) {
    CacheManager manager =
        Caching.getCachingProvider(provider)
            .getCacheManager(redisson, RedisCache.class.getClassLoader(), settings);
    return of(name, WARMING, manager.createCache(name, types()), manager::close);
  }

  /** By JCache over Redisson with a codec, or by Lettuce where the library is Lettuce. */
  static RedisCache of(Peer peer, RedisServer redis, URI redisson) {
    return peer == Peer.LETTUCE ? lettuce(peer, redis) : codec(peer, redis, redisson);
  }

  private static RedisCache codec(Peer peer, RedisServer redis, URI redisson) {
    Config config = new Config();
    config.setCodec(new PeerCodec(peer.open()));
    config.useSingleServer().setAddress(redis.url());
    RedissonClient client = Redisson.create(config);
    CacheManager manager =
        Caching.getCachingProvider(REDISSON)
            .getCacheManager(redisson, RedisCache.class.getClassLoader(), new Properties());
    Cache<String, byte[]> cache =
        manager.createCache(peer.name(), RedissonConfiguration.fromInstance(client, types()));
    return of(
        peer.title(),
        peer.warming(),
        cache,
        () -> {
          cache.close();
          client.shutdown();
        });
  }

  private static RedisCache lettuce(Peer peer, RedisServer redis) {
    RedisClient client = RedisClient.create(redis.url());
    RedisCommands<String, byte[]> commands =
        client
            .connect(PeerCiphers.lettuce(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)))
            .sync();
    return new RedisCache(
        peer.title(), peer.warming(), commands::get, commands::set, client::shutdown);
  }

  private static RedisCache of(
      String name, int warming, Cache<String, byte[]> cache, Runnable whenClosed) {
    return new RedisCache(name, warming, cache::get, cache::put, whenClosed);
  }

  private static MutableConfiguration<String, byte[]> types() {
    return new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class);
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
