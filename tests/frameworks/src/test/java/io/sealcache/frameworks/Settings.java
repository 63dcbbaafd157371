package io.sealcache.frameworks;

import io.sealcache.EncryptedCacheManager;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** System properties, as an application is started with, until they are taken back. */
final class Settings implements AutoCloseable {
  static final String SEALCACHE = "io.sealcache.EncryptedCachingProvider";
  static final String CAFFEINE = "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";

  private final Map<String, String> set = new HashMap<>();
  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

  private Settings() {}

  /** A key, and the store. */
  static Settings ofSealCache() {
    byte[] key = new byte[32];
    new Random().nextBytes(key);
    return new Settings()
        .with("sealcache.master-key", HexFormat.of().formatHex(key))
        .with("sealcache.store.provider", CAFFEINE);
  }

  Settings with(String name, String value) {
    System.setProperty(name, value);
    set.put(name, value);
    return this;
  }

  /**
   * As where an application begins: JCache keeps for each class loader which providers it found
   * first.
   */
  Settings afresh() {
    Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0], loader));
    return this;
  }

  /** The manager that a framework gets which names SealCache alone. */
  EncryptedCacheManager manager() {
    CachingProvider provider = Caching.getCachingProvider(SEALCACHE);
    return (EncryptedCacheManager) provider.getCacheManager();
  }

  @Override
  public void close() {
    Caching.getCachingProvider(SEALCACHE).close();
    Caching.getCachingProvider(CAFFEINE).close();
    set.keySet().forEach(System::clearProperty);
    Thread.currentThread().setContextClassLoader(loader);
  }
}
