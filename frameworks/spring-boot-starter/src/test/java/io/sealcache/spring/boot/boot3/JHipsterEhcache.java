package io.sealcache.spring.boot.boot3;

import io.sealcache.spring.boot.hipster.Account;
import io.sealcache.spring.boot.hipster.Accounts;
import java.time.Duration;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.jsr107.Eh107Configuration;
import org.hibernate.cache.jcache.ConfigSettings;
import org.springframework.boot.autoconfigure.cache.JCacheManagerCustomizer;
import org.springframework.boot.autoconfigure.orm.jpa.HibernatePropertiesCustomizer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Of the shape that JHipster generates for Ehcache. */
@Configuration
@EnableCaching
public class JHipsterEhcache {
  private final javax.cache.configuration.Configuration<Object, Object> jcacheConfiguration;

  public JHipsterEhcache() {
    jcacheConfiguration =
        Eh107Configuration.fromEhcacheCacheConfiguration(
            CacheConfigurationBuilder.newCacheConfigurationBuilder(
                    Object.class, Object.class, ResourcePoolsBuilder.heap(100))
                .withExpiry(ExpiryPolicyBuilder.timeToLiveExpiration(Duration.ofHours(1)))
                .build());
  }

  @Bean
  public HibernatePropertiesCustomizer hibernatePropertiesCustomizer(
      javax.cache.CacheManager cacheManager) {
    return properties -> properties.put(ConfigSettings.CACHE_MANAGER, cacheManager);
  }

  @Bean
  public JCacheManagerCustomizer cacheManagerCustomizer() {
    return manager -> {
      createCache(manager, Accounts.BY_LOGIN);
      createCache(manager, Account.class.getName());
      createCache(manager, Account.class.getName() + ".authorities");
    };
  }

  private void createCache(javax.cache.CacheManager manager, String name) {
    javax.cache.Cache<Object, Object> cache = manager.getCache(name);
    if (cache != null) {
      cache.clear();
    } else {
      manager.createCache(name, jcacheConfiguration);
    }
  }
}
