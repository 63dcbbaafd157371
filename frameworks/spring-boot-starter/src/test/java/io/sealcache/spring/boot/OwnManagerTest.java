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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;

/** An encrypted cache manager that the application makes itself, as the guide says. */
class OwnManagerTest {
  @Test
  void tenantResolver_keepsTenantsApart() {
    try (var application = Library.startWithKey(List.of(OwnManager.class, CallingTenant.class))) {
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
    try (var application = Library.startWithKey(List.of(OwnManager.class))) {
      visits(application).put("1", "one");

      assertThat(Library.health(application)).startsWith("UP").contains("visits={currentKeyId=");
    }
  }

  @Test
  void openedWithoutTheApplicationsSettings_isRefused() {
    assertThatThrownBy(
            () ->
                Library.startWithKey(
                    List.of(SettingsForgotten.class, CallingTenant.class),
                    "sealcache.cache.visits.padding=padme"))
        .hasRootCauseInstanceOf(RefusedStartException.class)
        .hasStackTraceContaining("bean 'forgetful'")
        .hasStackTraceContaining(
            "ignored would be sealcache.cache.visits.padding, sealcache.tenant-resolver")
        .hasStackTraceContaining("SealCacheSettings");
  }

  @Test
  void openedAfterTheStartWithoutTheApplicationsSettings_isRefused() {
    try (var application =
            Library.startWithKey(
                List.of(CallingTenant.class), "spring.main.lazy-initialization=true");
        javax.cache.CacheManager later = open("later")) {
      var beans = application.getBeanFactory();

      for (Object bean : List.of(later, new JCacheCacheManager(later))) {
        assertThatThrownBy(() -> beans.initializeBean(bean, "later"))
            .isInstanceOf(RefusedStartException.class)
            .hasMessageContaining("bean 'later'")
            .hasMessageContaining("ignored would be sealcache.tenant-resolver");
      }
    }
  }

  @Test
  void openedWithoutTheApplicationsSettings_mayBeAllowed() {
    try (ConfigurableApplicationContext application =
        Library.startWithKey(
            List.of(SettingsForgotten.class, CallingTenant.class),
            "sealcache.allow-plaintext-caches=forgetful")) {
      javax.cache.CacheManager manager = application.getBean(javax.cache.CacheManager.class);
      assertThat(manager.isClosed()).isFalse();
      Object springs = new JCacheCacheManager(manager); // as where a bean is made later
      assertThat(application.getBeanFactory().initializeBean(springs, "springs")).isNotNull();
    }
  }

  @Test
  void openedWithSettingsOfItsOwn_isTaken() {
    try (ConfigurableApplicationContext application =
        Library.startWithKey(
            List.of(SettingsForgotten.class),
            "sealcache.on-unreadable=miss",
            "sealcache.max-age=1h")) {
      assertThat(application.getBean(javax.cache.CacheManager.class).isClosed()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "spring.application.name=library, sealcache.max-age=1h, sealcache.max-age",
    "sealcache.tenant=acme, spring.application.name=library, sealcache.tenant"
  })
  void managerThatAnotherContextHasOpen_isRefusedWithOtherSettings(
      String first, String second, String ignored) {
    String key = Library.masterKey();
    try (ConfigurableApplicationContext other =
        Library.start(Library.CAFFEINE, key, "spring.cache.cache-names=books", first)) {
      assertThatThrownBy(
              () -> Library.start(Library.CAFFEINE, key, "spring.cache.cache-names=others", second))
          .hasRootCauseInstanceOf(RefusedStartException.class)
          .hasStackTraceContaining("was open already")
          .hasStackTraceContaining("ignored would be " + ignored);
    }
  }

  @Test
  void resolverOfAnotherScope_isTakenForTheSame() {
    try (var application = Library.startWithKey(List.of(Acme.class))) {
      assertThat(application.getBean(CacheManager.class).getCache("books")).isNotNull();
    }
  }

  @Scope("prototype")
  static final class Acme implements TenantResolver {
    @Override
    public String tenant() {
      return "acme";
    }
  }

  @Test
  void closedManager_isDown() throws Exception {
    try (var application = Library.startWithKey(List.of(SettingsForgotten.class))) {
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
    try (var application = Library.startWithKey(List.of(CacheAlone.class))) {
      assertThat(Library.health(application)).startsWith("UP").contains("alone={currentKeyId=");
    }
  }

  private static Cache visits(ConfigurableApplicationContext application) {
    CacheManager manager = application.getBean(CacheManager.class);
    return Objects.requireNonNull(manager.getCache("visits"));
  }

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
  static class SettingsForgotten {
    @Bean(destroyMethod = "close")
    javax.cache.CacheManager forgetful() {
      javax.cache.CacheManager manager = open("forgetful");
      manager.createCache("visits", new MutableConfiguration<>());
      return manager;
    }
  }

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

  private static javax.cache.CacheManager open(String name) {
    return Library.open(name, Library.CAFFEINE, Library.masterKey(), "sealcache.max-age=2h");
  }

  /** As of a request. */
  static class CallingTenant implements TenantResolver {
    private volatile @Nullable String name;

    @Override
    public @Nullable String tenant() {
      return name;
    }
  }
}
