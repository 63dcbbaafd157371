package io.sealcache.spring.boot;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.internal.text.PrintableUri;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
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

  /** Those that are open, by name, with the manager's where a name is there twice. */
  Map<String, Cache<?, ?>> caches() {
    Map<String, Cache<?, ?>> caches = new TreeMap<>();
    forEach(
        (manager, bean) -> {
          if (!manager.isClosed()) {
            manager.getCacheNames().forEach(name -> addCache(caches, manager, name, bean));
          }
        });
    return caches;
  }

  /** Names of beans whose manager is closed, so that their caches fail. */
  List<String> closed() {
    List<String> closed = new ArrayList<>();
    forEach(
        (manager, bean) -> {
          if (manager.isClosed()) {
            closed.add(bean);
          }
        });
    return closed;
  }

  private static void addCache(
      Map<String, Cache<?, ?>> caches, EncryptedCacheManager manager, String name, String bean) {
    Cache<?, ?> cache = manager.getCache(name);
    if (cache != null) {
      String atUri = name + " of " + PrintableUri.of(manager.getURI());
      Stream.of(name, atUri, atUri + ", bean " + bean)
          .filter(free -> !caches.containsKey(free))
          .findFirst()
          .ifPresent(free -> caches.put(free, cache));
    }
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
