package io.sealcache.spring.boot.boot3;

import javax.cache.Caching;
import org.springframework.boot.autoconfigure.cache.CacheManagerCustomizer;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts a cache manager without SealCache behind the one that Spring Boot makes. */
@Configuration(proxyBeanMethods = false)
public class CustomizerInClear {
  @Bean
  CacheManagerCustomizer<JCacheCacheManager> inClear() {
    return manager ->
        manager.setCacheManager(
            Caching.getCachingProvider(
                    "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")
                .getCacheManager());
  }
}
