package io.sealcache.internal.store.redisson;

import io.sealcache.core.StoredKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RFuture;
import org.redisson.jcache.JCache;

/**
 * Removes entries by the script with which Redisson removes many. It answers how many of them had
 * not expired, which Redisson keeps for statistics of its own. Thread-safe.
 */
final class RedissonRemovals {
  private final JCache<?, ?> cache;
  private final Method removal;

  private RedissonRemovals(JCache<?, ?> cache, Method removal) {
    this.cache = cache;
    this.removal = removal;
  }

  /** Null if this version of Redisson has no way to it. */
  static @Nullable RedissonRemovals of(Cache<String, Object> cache) {
    try {
      JCache<?, ?> made = cache.unwrap(JCache.class);
      Method removal = JCache.class.getDeclaredMethod("removeValues", Object[].class);
      removal.setAccessible(true);
      return removal.getReturnType() == RFuture.class ? new RedissonRemovals(made, removal) : null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  @SuppressWarnings("unchecked") // a number is what the script answers
  RFuture<@Nullable Long> begin(Collection<StoredKey> keys) {
    if (cache.isClosed()) {
      throw new IllegalStateException("Redisson's cache is closed");
    }
    try {
      return (RFuture<@Nullable Long>)
          removal.invoke(cache, (Object) keys.stream().map(StoredKey::text).toArray());
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new CacheException("Redisson failed to remove entries", e.getCause());
    } catch (IllegalAccessException e) {
      throw new CacheException("Redisson's removal of many can't be called", e);
    }
  }
}
