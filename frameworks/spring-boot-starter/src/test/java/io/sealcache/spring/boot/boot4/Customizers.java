package io.sealcache.spring.boot.boot4;

import javax.cache.configuration.MutableConfiguration;
import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizer;
import org.springframework.boot.cache.autoconfigure.JCacheManagerCustomizer;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application does to the cache manager that Spring Boot makes. */
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
