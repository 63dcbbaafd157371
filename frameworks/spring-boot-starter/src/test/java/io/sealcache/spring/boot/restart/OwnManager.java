package io.sealcache.spring.boot.restart;

import io.sealcache.spring.boot.SealCacheSettings;
import java.util.Properties;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cache.CacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A manager that the application makes, and for which it forgets its class loader. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("restart.own-manager")
public class OwnManager {
  @Bean
  javax.cache.CacheManager store(SealCacheSettings settings) {
    Properties properties = settings.properties();
    javax.cache.CacheManager manager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
            .getCacheManager(null, null, properties);
    manager.createCache("items", new MutableConfiguration<>());
    return manager;
  }

  @Bean
  CacheManager mine(javax.cache.CacheManager store) {
    return new JCacheCacheManager(store);
  }
}
