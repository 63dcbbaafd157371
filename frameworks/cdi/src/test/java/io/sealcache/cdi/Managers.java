package io.sealcache.cdi;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.EncryptedCachingProvider;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/** Cache managers that no two tests share. */
final class Managers {
  private static final AtomicInteger LAST = new AtomicInteger();

  private Managers() {}

  static CacheManager unencrypted() {
    return manager(new CaffeineCachingProvider(), new Properties());
  }

  /** Over the unencrypted store. */
  static CacheManager encrypted(Properties settings) {
    return manager(new EncryptedCachingProvider(), settings);
  }

  private static CacheManager manager(CachingProvider provider, Properties settings) {
    URI uri = URI.create("test:" + LAST.incrementAndGet());
    return provider.getCacheManager(uri, Managers.class.getClassLoader(), settings);
  }
}
