package io.sealcache.cdi;

import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/** Refuses what would keep entries in clear. By names, as this jar is for any provider. */
final class Plaintext {
  /** The system property that allows it. */
  static final String ALLOWED = "io.sealcache.cdi.allow-plaintext";

  private static final String ENCRYPTED = "io.sealcache.EncryptedCachingProvider";

  private Plaintext() {}

  /**
   * @throws CacheException if its caches are not encrypted, and need to be
   */
  static CacheManager refuse(CacheManager manager) {
    check("The CacheManager of JCache's annotations", manager);
    return manager;
  }

  /**
   * @throws CacheException if it is not encrypted, and needs to be
   */
  static <K, V> Cache<K, V> refuse(Cache<K, V> cache) {
    check("Cache '" + cache.getName() + "' of JCache's annotations", cache.getCacheManager());
    return cache;
  }

  private static void check(String what, @Nullable CacheManager manager) {
    String provider =
        manager == null ? "no provider" : manager.getCachingProvider().getClass().getName();
    if (!provider.equals(ENCRYPTED) && !Boolean.getBoolean(ALLOWED)) {
      throw new CacheException(
          what
              + " is of "
              + provider
              + ", which would keep entries in clear. Take one of "
              + ENCRYPTED
              + ", or set the system property "
              + ALLOWED
              + " to true");
    }
  }
}
