package io.sealcache.cdi;

import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** Refuses what would keep entries in clear. By names, as this jar is for any provider. */
final class Plaintext {
  /** The system property that allows it. */
  static final String ALLOWED = "io.sealcache.cdi.allow-plaintext";

  private static final String MANAGER = "The CacheManager of JCache's annotations";
  private static final String ENCRYPTED = "io.sealcache.EncryptedCachingProvider";

  private Plaintext() {}

  /**
   * @throws CacheException if the caches of its managers would not be encrypted, and need to be
   */
  static void refuse(CachingProvider provider) {
    check(MANAGER, provider);
  }

  /**
   * @throws CacheException if its caches are not encrypted, and need to be
   */
  static CacheManager refuse(CacheManager manager) {
    check(MANAGER, manager.getCachingProvider());
    return manager;
  }

  /**
   * @throws CacheException if it is not encrypted, and needs to be
   */
  static <K, V> Cache<K, V> refuse(Cache<K, V> cache) {
    CacheManager manager = cache.getCacheManager();
    check(
        "Cache '" + cache.getName() + "' of JCache's annotations",
        manager == null ? null : manager.getCachingProvider());
    return cache;
  }

  private static void check(String what, @Nullable CachingProvider provider) {
    String type = provider == null ? "no provider" : provider.getClass().getName();
    if (!type.equals(ENCRYPTED) && !Boolean.getBoolean(ALLOWED)) {
      throw new CacheException(
          what
              + " is of "
              + type
              + ", which would keep entries in clear. Take one of "
              + ENCRYPTED
              + ", or set the system property "
              + ALLOWED
              + " to true");
    }
  }
}
