package io.sealcache.annotations;

import java.util.List;
import javax.cache.Caching;
import javax.cache.annotation.BeanProvider;
import javax.cache.configuration.MutableConfiguration;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the TCK its beans out of a Spring context, with Spring's support of the annotations. */
public final class SpringBeanProvider implements BeanProvider {
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext(
          Caches.class,
          CacheNameOnEachMethodBlogManagerImpl.class,
          ClassLevelCacheConfigBlogManagerImpl.class,
          UsingDefaultCacheNameBlogManagerImpl.class);

  @Override
  public <T> T getBeanByType(Class<T> type) {
    return context.getBean(type);
  }

  /** The caches that the beans name: Spring makes none. */
  @Configuration
  @EnableCaching(proxyTargetClass = true)
  static class Caches {
    private static final List<String> NAMES =
        List.of(
            "blogManager",
            "blgMngr",
            "manager.UsingDefaultCacheNameBlogManagerImpl.getEntryCached(java.lang.String)");

    @Bean
    CacheManager cacheManager() {
      javax.cache.CacheManager caches = Caching.getCachingProvider().getCacheManager();
      for (String name : NAMES) {
        if (caches.getCache(name) == null) { // a context before this one made them
          caches.createCache(name, new MutableConfiguration<>());
        }
      }
      return new JCacheCacheManager(caches);
    }
  }
}
