package io.sealcache.spring.boot.boot3;

import io.sealcache.spring.boot.hipster.Account;
import io.sealcache.spring.boot.hipster.Accounts;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.hibernate.cache.jcache.ConfigSettings;
import org.redisson.Redisson;
import org.redisson.codec.SerializationCodec;
import org.redisson.config.Config;
import org.redisson.jcache.configuration.RedissonConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.cache.JCacheManagerCustomizer;
import org.springframework.boot.autoconfigure.orm.jpa.HibernatePropertiesCustomizer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Of the shape that JHipster generates for Redis. */
@Configuration
@EnableCaching
public class JHipsterRedisson {
  @Bean
  public javax.cache.configuration.Configuration<Object, Object> jcacheConfiguration(
      @Value("${hipster.redis}") String server) {
    MutableConfiguration<Object, Object> jcacheConfig = new MutableConfiguration<>();
    Config config = new Config();
    config.setCodec(new SerializationCodec());
    config.useSingleServer().setAddress(server);
    jcacheConfig.setStatisticsEnabled(true);
    jcacheConfig.setExpiryPolicyFactory(
        CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.SECONDS, 3600)));
    return RedissonConfiguration.fromInstance(Redisson.create(config), jcacheConfig);
  }

  @Bean
  public HibernatePropertiesCustomizer hibernatePropertiesCustomizer(
      javax.cache.CacheManager manager) {
    return properties -> properties.put(ConfigSettings.CACHE_MANAGER, manager);
  }

  @Bean
  public JCacheManagerCustomizer cacheManagerCustomizer(
      javax.cache.configuration.Configuration<Object, Object> jcacheConfiguration) {
    return manager -> {
      createCache(manager, Accounts.BY_LOGIN, jcacheConfiguration);
      createCache(manager, Account.class.getName(), jcacheConfiguration);
      createCache(manager, Account.class.getName() + ".authorities", jcacheConfiguration);
    };
  }

  private void createCache(
      javax.cache.CacheManager manager,
      String name,
      javax.cache.configuration.Configuration<Object, Object> jcacheConfiguration) {
    javax.cache.Cache<Object, Object> cache = manager.getCache(name);
    if (cache != null) {
      cache.clear();
    } else {
      manager.createCache(name, jcacheConfiguration);
    }
  }
}
