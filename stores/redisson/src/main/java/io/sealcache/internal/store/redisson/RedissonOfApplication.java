package io.sealcache.internal.store.redisson;

import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.Properties;
import java.util.UUID;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.jcache.JCacheManager;

/**
 * The Redis of a client that the application has: Redisson's own provider takes a file only. The
 * manager gets a client like that one, which it shuts down when it is closed; the application's
 * goes on as it is.
 */
final class RedissonOfApplication {
  /** Among the properties of a cache manager: a {@link RedissonClient}. */
  static final String PROPERTY = "redisson.client";

  private RedissonOfApplication() {}

  /**
   * The client that is among the properties; null if none is.
   *
   * @param uri where a file is, by which Redisson would find another Redis
   * @throws CacheException if it is no client, or there is a file too
   */
  static @Nullable RedissonClient in(@Nullable Properties properties, @Nullable URI uri) {
    Object given = properties == null ? null : properties.get(PROPERTY);
    if (given == null) {
      return null;
    }
    if (!(given instanceof RedissonClient client)) {
      throw new CacheException(
          "Property '%s' is a %s; it must be an org.redisson.api.RedissonClient"
              .formatted(PROPERTY, given.getClass().getName()));
    }
    if (uri != null) {
      throw new CacheException(
          "Property '%s' and a URI of the store are both given, but caches are in one Redis: take one out"
              .formatted(PROPERTY));
    }
    return client;
  }

  /**
   * Opens a manager in the same Redis.
   *
   * @throws CacheException if this version of Redisson has no way to it
   */
  static CacheManager open(
      RedissonClient applications,
      CachingProvider provider,
      @Nullable ClassLoader classLoader,
      @Nullable Properties properties) {
    Constructor<JCacheManager> constructor = constructor();
    RedissonClient ours = Redisson.create(RedissonCodec.copyOf(applications.getConfig()));
    try {
      return constructor.newInstance(
          ours,
          classLoader == null ? provider.getDefaultClassLoader() : classLoader,
          provider,
          properties,
          // Of its own, as the manager has the provider close what it knows by it.
          URI.create(PROPERTY + "/" + UUID.randomUUID()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      ours.shutdown();
      throw refusal(e);
    }
  }

  private static Constructor<JCacheManager> constructor() {
    try {
      Constructor<JCacheManager> constructor =
          JCacheManager.class.getDeclaredConstructor(
              Redisson.class,
              ClassLoader.class,
              CachingProvider.class,
              Properties.class,
              URI.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw refusal(e);
    }
  }

  private static CacheException refusal(Exception cause) {
    return new CacheException(
        "This version of Redisson takes no client as property '%s': name a redisson-jcache.yaml by sealcache.store.uri, or use a version that was tested, 4.7"
            .formatted(PROPERTY),
        cause);
  }
}
