package io.sealcache.spring.boot;

import org.hibernate.cache.jcache.internal.JCacheRegionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ResourceLoader;

/**
 * Has Hibernate's second-level cache use the application's cache manager, and refuses a start in
 * which it would cache in clear.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(SessionFactoryImplementor.class)
class HibernateCacheConfiguration {
  @Bean
  HibernateCheck sealCacheHibernateCheck(CacheRules rules, ConfigurableListableBeanFactory beans) {
    return new HibernateCheck(rules, new IgnoredSettings(rules, beans));
  }

  @Bean
  HibernateCacheManager sealCacheHibernateManager(
      CacheRules rules,
      ManagerProperties properties,
      ResourceLoader resources,
      ObjectProvider<javax.cache.CacheManager> managers) {
    return new HibernateCacheManager(rules, properties, resources, managers);
  }

  /** Spring Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      value = JCacheRegionFactory.class,
      name = "org.springframework.boot.autoconfigure.orm.jpa.HibernatePropertiesCustomizer")
  static class Boot3 {
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    org.springframework.boot.autoconfigure.orm.jpa.HibernatePropertiesCustomizer
        sealCacheHibernateProperties(HibernateCacheManager manager) {
      return manager::addTo;
    }
  }

  /** Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      value = JCacheRegionFactory.class,
      name = "org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer")
  static class Boot4 {
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer
        sealCacheHibernateProperties(HibernateCacheManager manager) {
      return manager::addTo;
    }
  }
}
