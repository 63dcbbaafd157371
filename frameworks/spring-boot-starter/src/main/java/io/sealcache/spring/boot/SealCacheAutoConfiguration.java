package io.sealcache.spring.boot;

import io.sealcache.keys.KeySource;
import io.sealcache.keys.TenantResolver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Gives Spring Boot's own cache configuration the settings of SealCache, and refuses a start in
 * which anything would cache in clear.
 */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration",
      "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration"
    },
    afterName = {
      "org.springframework.boot.autoconfigure.hazelcast.HazelcastAutoConfiguration",
      "org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration",
      "org.redisson.spring.starter.RedissonAutoConfiguration",
      "org.redisson.spring.starter.RedissonAutoConfigurationV2",
      "org.redisson.spring.starter.RedissonAutoConfigurationV4"
    })
@ConditionalOnClass(JCacheCacheManager.class)
@Import({
  HazelcastStoreConfiguration.class,
  RedissonStoreConfiguration.class,
  HibernateCacheConfiguration.class
})
public final class SealCacheAutoConfiguration {
  static final String SETTINGS = "sealCacheSettings";

  SealCacheAutoConfiguration() {}

  // The beans that a BeanPostProcessor needs are made before the others, of which Spring warns
  // otherwise.
  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static CacheRules sealCacheRules(Environment environment, ConfigurableListableBeanFactory beans) {
    return new CacheRules(environment, beans);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static CacheGuard sealCacheGuard(CacheRules rules, ConfigurableListableBeanFactory beans) {
    return new CacheGuard(rules, beans);
  }

  @Bean(SETTINGS)
  SealCacheSettings sealCacheSettings(
      Environment environment,
      ObjectProvider<KeySource> keySource,
      ObjectProvider<TenantResolver> tenantResolver,
      ConfigurableListableBeanFactory beans) {
    return new SealCacheSettings(environment, new SettingBeans(keySource, tenantResolver, beans));
  }

  @Bean
  ManagerProperties sealCacheManagerProperties(
      SealCacheSettings settings, ObjectProvider<StoreChoice> stores) {
    return new ManagerProperties(settings, stores.orderedStream().toList());
  }

  /** Spring Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = "org.springframework.boot.autoconfigure.cache.JCachePropertiesCustomizer")
  static class Boot3 {
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    org.springframework.boot.autoconfigure.cache.JCachePropertiesCustomizer sealCacheProperties(
        CacheRules rules, ManagerProperties properties) {
      return rules.isProviderOurs() ? properties::addTo : others -> {};
    }
  }

  /** Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = "org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer")
  static class Boot4 {
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer sealCacheProperties(
        CacheRules rules, ManagerProperties properties) {
      return rules.isProviderOurs() ? properties::addTo : others -> {};
    }
  }
}
