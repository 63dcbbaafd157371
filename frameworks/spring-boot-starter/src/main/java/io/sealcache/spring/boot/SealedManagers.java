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
  private static final List<Class<?>> TYPES =
      List.of(
          CacheManager.class,
          JCacheCacheManager.class,
          Cache.class,
          JCacheCache.class,
          HibernateCacheManager.class);

  private final MadeBeans beans;

  SealedManagers(ConfigurableListableBeanFactory beans) {
    this.beans = new MadeBeans(beans);
  }

  /** Each once, with the name of such a bean; those that are closed too. */
  void forEach(BiConsumer<EncryptedCacheManager, String> action) {
    found().forEach(action);
  }

  /** Those of a bean that no bean made before it has. */
  Stream<EncryptedCacheManager> newIn(Object bean) {
    return of(bean).filter(manager -> !found().containsKey(manager));
  }

  private Map<EncryptedCacheManager, String> found() {
    Map<EncryptedCacheManager, String> found = new LinkedHashMap<>();
    for (Class<?> type : TYPES) {
      beans.forEach(
          type, (bean, name) -> of(bean).forEach(manager -> found.putIfAbsent(manager, name)));
    }
    return found;
  }

  private static Stream<EncryptedCacheManager> of(Object bean) {
    Stream<? extends Object> managers =
        bean instanceof HibernateCacheManager hibernates
            ? hibernates.opened().stream()
            : Stream.ofNullable(manager(bean));
    return managers
        .filter(EncryptedCacheManager.class::isInstance)
        .map(EncryptedCacheManager.class::cast);
  }

  private static @Nullable Object manager(Object bean) {
    if (bean instanceof JCacheCacheManager springs) {
      return springs.getCacheManager();
    }
    Object cache = bean instanceof JCacheCache springs ? springs.getNativeCache() : bean;
    return cache instanceof EncryptedCache<?, ?> sealed ? sealed.getCacheManager() : cache;
  }

  /** Those that are open, by name, with the manager's where a name is there twice. */
  Map<String, Cache<?, ?>> caches() {
    Map<String, Cache<?, ?>> caches = new TreeMap<>();
    forEach(
        (manager, bean) -> {
          if (!manager.isClosed()) {
            manager.openCaches().forEach(cache -> addCache(caches, manager, cache, bean));
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
      Map<String, Cache<?, ?>> caches,
      EncryptedCacheManager manager,
      Cache<?, ?> cache,
      String bean) {
    String atUri = cache.getName() + " of " + PrintableUri.of(manager.getURI());
    Stream.of(cache.getName(), atUri, atUri + ", bean " + bean)
        .filter(free -> !caches.containsKey(free))
        .findFirst()
        .ifPresent(free -> caches.put(free, cache));
  }
}
