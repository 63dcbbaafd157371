package io.sealcache.spring.boot;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The metrics and health that Actuator and Micrometer tell of encrypted caches, and the secrets
 * that they must not.
 */
@AutoConfiguration(
    after = SealCacheAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration",
      "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration"
    })
public final class SealCacheActuatorAutoConfiguration {
  SealCacheActuatorAutoConfiguration() {}

  @Bean
  SealedManagers sealCacheManagers(ConfigurableListableBeanFactory beans) {
    return new SealedManagers(beans);
  }

  /** Whether caches are used or not: the settings may be there. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SanitizingFunction.class)
  static class Sanitizing {
    @Bean
    SanitizingFunction sealCacheSecrets(Environment environment) {
      return new SecretProperties(new SealCacheSettings(environment));
    }
  }

  /** Meters. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  static class Metrics {
    @Bean
    MeterBinder sealCacheMetrics(SealedManagers beans, Environment environment) {
      boolean all = environment.getProperty("management.metrics.enable.all", Boolean.class, true);
      return new EncryptionMetrics(
          beans, environment.getProperty("management.metrics.enable.cache", Boolean.class, all));
    }
  }

  /** Spring Boot 3. Also where no manager is a bean: Hibernate may have one of its own. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
  @ConditionalOnProperty(name = "management.health.sealcache.enabled", matchIfMissing = true)
  static class Health3 {
    @Bean
    org.springframework.boot.actuate.health.HealthIndicator sealcacheHealthIndicator(
        SealedManagers beans) {
      EncryptionHealth health = new EncryptionHealth(beans);
      return new org.springframework.boot.actuate.health.AbstractHealthIndicator(
          EncryptionHealth.FAILED) {
        @Override
        protected void doHealthCheck(
            org.springframework.boot.actuate.health.Health.Builder builder) {
          Map<String, Object> details = health.details();
          (details.isEmpty() ? builder.unknown() : builder.up()).withDetails(details);
        }
      };
    }
  }

  /** Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  @ConditionalOnProperty(name = "management.health.sealcache.enabled", matchIfMissing = true)
  static class Health4 {
    @Bean
    org.springframework.boot.health.contributor.HealthIndicator sealcacheHealthIndicator(
        SealedManagers beans) {
      EncryptionHealth health = new EncryptionHealth(beans);
      return new org.springframework.boot.health.contributor.AbstractHealthIndicator(
          EncryptionHealth.FAILED) {
        @Override
        protected void doHealthCheck(
            org.springframework.boot.health.contributor.Health.Builder builder) {
          Map<String, Object> details = health.details();
          (details.isEmpty() ? builder.unknown() : builder.up()).withDetails(details);
        }
      };
    }
  }
}
