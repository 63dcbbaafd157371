package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.keys.TenantResolver;
import java.util.List;
import java.util.Objects;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An encrypted cache manager that the application makes itself, as the guide says. */
class OwnManagerTest {
  private static ConfigurableApplicationContext start(Class<?>... more) {
    return Library.start(List.of(more), Library.CAFFEINE, Library.masterKey());
  }

  @Test
  void managerOverSealCache_isTaken() {
    try (ConfigurableApplicationContext application = start(OwnManager.class)) {
      assertThat(application.getBean(CacheManager.class)).isInstanceOf(JCacheCacheManager.class);
    }
  }

  @Test
  void tenantResolver_keepsTenantsApart() {
    try (ConfigurableApplicationContext application =
        start(OwnManager.class, CallingTenant.class)) {
      CallingTenant calling = application.getBean(CallingTenant.class);
      Cache visits = visits(application);
      calling.name = "acme";
      visits.put("1", "of acme");
      calling.name = "other";

      assertThat(visits.get("1")).isNull();
      calling.name = null;
      assertThatThrownBy(() -> visits.get("1")).hasMessageContaining("tenant");
    }
  }

  @Test
  void health_tellsOfItsCaches() throws Exception {
    try (ConfigurableApplicationContext application = start(OwnManager.class)) {
      visits(application).put("1", "one");
      Object indicator = application.getBean("sealcacheHealthIndicator");

      assertThat(String.valueOf(indicator.getClass().getMethod("health").invoke(indicator)))
          .startsWith("UP")
          .contains("visits={currentKeyId=");
    }
  }

  private static Cache visits(ConfigurableApplicationContext application) {
    CacheManager manager = application.getBean(CacheManager.class);
    return Objects.requireNonNull(manager.getCache("visits"));
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnManager implements DisposableBean {
    private javax.cache.@Nullable CacheManager manager;

    @Bean
    CacheManager mine(SealCacheSettings settings) {
      manager =
          Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
              .getCacheManager(null, OwnManager.class.getClassLoader(), settings.properties());
      manager.createCache("visits", new MutableConfiguration<>());
      return new JCacheCacheManager(manager);
    }

    @Override
    public void destroy() {
      if (manager != null) {
        manager.close();
      }
    }
  }

  /** As of a request. */
  @Configuration(proxyBeanMethods = false)
  static class CallingTenant {
    private volatile @Nullable String name;

    @Bean
    TenantResolver tenants() {
      return () -> name;
    }
  }
}
