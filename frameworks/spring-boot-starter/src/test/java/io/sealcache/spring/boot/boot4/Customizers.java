package io.sealcache.spring.boot.boot4;

import javax.cache.configuration.MutableConfiguration;
import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizer;
import org.springframework.boot.cache.autoconfigure.JCacheManagerCustomizer;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The changes that an application makes to the cache manager of Spring Boot. */
@Configuration(proxyBeanMethods = false)
public class Customizers {
  @Bean
  JCacheManagerCustomizer creating() {
    return manager -> manager.createCache("made", new MutableConfiguration<Object, Object>());
  }

  @Bean
  CacheManagerCustomizer<JCacheCacheManager> refusingNull() {
    return manager -> manager.setAllowNullValues(false);
  }
}
