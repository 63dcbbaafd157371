package io.sealcache.spring.boot;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCacheManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.cache.jcache.JCacheCacheManager;

/** The cache managers of SealCache's that beans of an application are, or have their caches of. */
final class SealedManagers {
  private final MadeBeans beans;

  SealedManagers(ConfigurableListableBeanFactory beans) {
    this.beans = new MadeBeans(beans);
  }

  /** Each once, with the name of such a bean; those that are closed too. */
  void forEach(BiConsumer<EncryptedCacheManager, String> action) {
    Map<EncryptedCacheManager, String> found = new LinkedHashMap<>();
    beans.forEach(CacheManager.class, (bean, name) -> add(found, bean, name));
    beans.forEach(
        JCacheCacheManager.class, (bean, name) -> add(found, bean.getCacheManager(), name));
    beans.forEach(Cache.class, (bean, name) -> add(found, bean, name));
    beans.forEach(JCacheCache.class, (bean, name) -> add(found, bean.getNativeCache(), name));
    beans.forEach(
        HibernateCacheManager.class,
        (bean, name) -> bean.opened().forEach(manager -> add(found, manager, name)));
    found.forEach(action);
  }

  private static void add(
      Map<EncryptedCacheManager, String> found, Cache<?, ?> cache, String bean) {
    if (cache instanceof EncryptedCache) {
      add(found, cache.getCacheManager(), bean);
    }
  }

  private static void add(
      Map<EncryptedCacheManager, String> found, @Nullable CacheManager manager, String bean) {
    if (manager instanceof EncryptedCacheManager sealed) {
      found.putIfAbsent(sealed, bean);
    }
  }
}
