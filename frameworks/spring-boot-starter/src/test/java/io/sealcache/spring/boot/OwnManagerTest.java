package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.keys.TenantResolver;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
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
import org.springframework.context.annotation.Scope;

/** An encrypted cache manager that the application makes itself, as the guide says. */
class OwnManagerTest {
  private static ConfigurableApplicationContext start(Class<?>... more) {
    return start(List.of(more));
  }

  private static ConfigurableApplicationContext start(List<Class<?>> more, String... lines) {
    List<String> all = new ArrayList<>(List.of(Library.CAFFEINE, Library.masterKey()));
    all.addAll(List.of(lines));
    return Library.start(more, all.toArray(String[]::new));
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

      assertThat(Library.health(application)).startsWith("UP").contains("visits={currentKeyId=");
    }
  }

  @Test
  void openedWithoutTheApplicationsSettings_isRefused() {
    assertThatThrownBy(
            () ->
                start(
                    List.of(SettingsForgotten.class, CallingTenant.class),
                    "sealcache.cache.visits.padding=padme"))
        .hasRootCauseInstanceOf(RefusedStartException.class)
        .hasStackTraceContaining("bean 'forgetful'")
        .hasStackTraceContaining(
            "ignored would be sealcache.cache.visits.padding, sealcache.tenant-resolver")
        .hasStackTraceContaining("SealCacheSettings");
  }

  @Test
  void openedWithoutTheApplicationsSettings_mayBeAllowed() {
    try (ConfigurableApplicationContext application =
        start(
            List.of(SettingsForgotten.class, CallingTenant.class),
            "sealcache.allow-plaintext-caches=forgetful")) {
      assertThat(application.getBean(javax.cache.CacheManager.class).isClosed()).isFalse();
    }
  }

  @Test
  void openedWithSettingsOfItsOwn_isTaken() {
    try (ConfigurableApplicationContext application =
        start(
            List.of(SettingsForgotten.class),
            "sealcache.on-unreadable=miss",
            "sealcache.max-age=1h")) {
      assertThat(application.getBean(javax.cache.CacheManager.class).isClosed()).isFalse();
    }
  }

  @Test
  void managerThatAnotherContextHasOpen_isRefusedWithOtherSettings() {
    String key = Library.masterKey();
    try (ConfigurableApplicationContext other =
        Library.start(Library.CAFFEINE, key, "spring.cache.cache-names=books")) {
      assertThatThrownBy(
              () ->
                  Library.start(
                      Library.CAFFEINE,
                      key,
                      "sealcache.max-age=1h",
                      "spring.cache.cache-names=others"))
          .hasRootCauseInstanceOf(RefusedStartException.class)
          .hasStackTraceContaining("was open already")
          .hasStackTraceContaining("ignored would be sealcache.max-age");
    }
  }

  @Test
  void managerThatAnotherContextHasOpen_isRefusedToWhoHasLess() {
    String key = Library.masterKey();
    try (ConfigurableApplicationContext other =
        Library.start(
            Library.CAFFEINE, key, "sealcache.tenant=acme", "spring.cache.cache-names=books")) {
      assertThatThrownBy(
              () -> Library.start(Library.CAFFEINE, key, "spring.cache.cache-names=others"))
          .hasRootCauseInstanceOf(RefusedStartException.class)
          .hasStackTraceContaining("ignored would be sealcache.tenant");
    }
  }

  @Test
  void resolverOfAnotherScope_isTakenForTheSame() {
    try (ConfigurableApplicationContext application =
        Library.start(List.of(EachTime.class), Library.CAFFEINE, Library.masterKey())) {
      assertThat(application.getBean(CacheManager.class).getCache("books")).isNotNull();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class EachTime {
    @Bean
    @Scope("prototype")
    TenantResolver tenants() {
      return new Acme();
    }
  }

  private static final class Acme implements TenantResolver {
    @Override
    public String tenant() {
      return "acme";
    }
  }

  @Test
  void closedManager_isDown() throws Exception {
    try (ConfigurableApplicationContext application = start(SettingsForgotten.class)) {
      assertThat(Library.health(application)).startsWith("UP").contains("visits={currentKeyId=");

      application.getBean(javax.cache.CacheManager.class).close();

      assertThat(Library.health(application))
          .startsWith("DOWN")
          .contains("closed")
          .contains("forgetful");
    }
  }

  @Test
  void cacheWhoseManagerIsNoBean_isInHealth() throws Exception {
    try (ConfigurableApplicationContext application = start(CacheAlone.class)) {
      assertThat(Library.health(application)).startsWith("UP").contains("alone={currentKeyId=");
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

  /** With a key, and as if there were no Spring. */
  @Configuration(proxyBeanMethods = false)
  static class SettingsForgotten {
    @Bean(destroyMethod = "close")
    javax.cache.CacheManager forgetful() {
      javax.cache.CacheManager manager = open("forgetful");
      manager.createCache("visits", new MutableConfiguration<>());
      return manager;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class CacheAlone implements DisposableBean {
    private javax.cache.@Nullable CacheManager manager;

    @Bean
    javax.cache.Cache<Object, Object> alone() {
      manager = open("alone");
      return manager.createCache("alone", new MutableConfiguration<>());
    }

    @Override
    public void destroy() {
      if (manager != null) {
        manager.close();
      }
    }
  }

  private static javax.cache.CacheManager open(@Nullable String name) {
    Properties settings = new Properties();
    for (String line : List.of(Library.CAFFEINE, Library.masterKey(), "sealcache.max-age=2h")) {
      settings.setProperty(
          line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    return Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
        .getCacheManager(
            name == null ? null : URI.create(name),
            OwnManagerTest.class.getClassLoader(),
            settings);
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
