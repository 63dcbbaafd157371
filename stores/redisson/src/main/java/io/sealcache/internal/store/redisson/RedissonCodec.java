package io.sealcache.internal.store.redisson;

import io.sealcache.internal.text.PrintableUri;
import java.lang.reflect.Field;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.RedissonObject;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.Codec;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;
import org.redisson.config.Config;
import org.redisson.jcache.JCache;
import org.redisson.jcache.JCacheManager;

/**
 * Has Redisson read what Redis sends as text and bytes, whatever its configuration says: its own
 * codec makes objects of the classes that these name, before anything is authenticated.
 */
final class RedissonCodec {
  private static final Codec ENTRIES =
      new CompositeCodec(StringCodec.INSTANCE, ByteArrayCodec.INSTANCE, ByteArrayCodec.INSTANCE);

  private RedissonCodec() {}

  /**
   * Sets it for all caches that the manager is going to have without a configuration of their own.
   *
   * @throws CacheException if this version of Redisson has no way to it
   */
  static void setFor(CacheManager manager) {
    Redisson client = clientOf(manager);
    if (client != null) {
      client.getConfig().setCodec(ENTRIES);
    }
  }

  // Each cache asks its manager's client for the codec; there is no other way to that client.
  private static @Nullable Redisson clientOf(CacheManager manager) {
    try {
      Field client = JCacheManager.class.getDeclaredField("redisson");
      client.setAccessible(true);
      return (Redisson) client.get(manager);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw refusal("Redisson's cache manager '" + PrintableUri.of(manager.getURI()) + "'", e);
    }
  }

  /** A configuration like {@code applications}, whose own client goes on as it is. */
  static Config copyOf(Config applications) {
    return new Config(applications).setCodec(ENTRIES);
  }

  /**
   * Checks that a cache reads by it.
   *
   * @throws CacheException if not; the cache is closed then
   */
  static void check(Cache<?, ?> cache) {
    RedissonObject made = cache.unwrap(JCache.class);
    if (made == null || !ENTRIES.equals(made.getCodec())) {
      cache.close();
      throw refusal("Cache '" + cache.getName() + "'", null);
    }
  }

  private static CacheException refusal(String what, @Nullable Exception cause) {
    return new CacheException(
        what
            + " can't be made to read what Redis sends as text and bytes only, so it would make"
            + " objects of classes that whoever controls Redis names: use a version of Redisson"
            + " that was tested, 4.7",
        cause);
  }
}
