package io.sealcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Managers and caches that are not SealCache's, where nothing allows them. */
class PlaintextTest {
  private static final String REFUSED =
      "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider, which would keep entries in"
          + " clear";

  private @Nullable String before;

  @BeforeEach
  void disallow() {
    before = System.clearProperty(Plaintext.ALLOWED);
  }

  @AfterEach
  void allow() {
    System.setProperty(Plaintext.ALLOWED, String.valueOf(before));
  }

  @Test
  void managerThatIsABean_failsTheStart() {
    assertThatThrownBy(() -> Containers.of(UnencryptedCaches.class, Notes.class).close())
        .hasStackTraceContaining("The CacheManager of JCache's annotations is of " + REFUSED)
        .hasStackTraceContaining("set the system property " + Plaintext.ALLOWED + " to true");
  }

  @Test
  void managerByDefault_failsTheStart() {
    String provider = System.getProperty(Caching.JAVAX_CACHE_CACHING_PROVIDER);
    System.setProperty(
        Caching.JAVAX_CACHE_CACHING_PROVIDER,
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    try {
      assertThat(Containers.logged("SEVERE", PlaintextTest::startAndFail))
          .singleElement()
          .asString()
          .contains("The CacheManager of JCache's annotations is of " + REFUSED);
      Properties own = new Properties(); // one that was open would keep its own
      own.setProperty("own", "true");
      try (var caffeine = Caching.getCachingProvider(Containers.last)) {
        assertThat(caffeine.getCacheManager(null, Containers.last, own).getProperties())
            .isEqualTo(own);
      }
    } finally {
      System.setProperty(Caching.JAVAX_CACHE_CACHING_PROVIDER, provider);
    }
  }

  private static void startAndFail() {
    assertThatThrownBy(() -> Containers.of(Notes.class).close()).isInstanceOf(Exception.class);
  }

  @Test
  void cacheThatAFactoryFinds_isRefusedWithNothingInIt() {
    try (SeContainer container = Containers.of(Elsewhere.class)) {
      Elsewhere bean = container.select(Elsewhere.class).get();

      assertThatThrownBy(() -> bean.find("a"))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("Cache 'elsewhere' of JCache's annotations is of " + REFUSED);
      assertThat(InClear.MANAGER.getCache("elsewhere")).isEmpty();
    }
  }

  @Test
  void managerOfAProducerWithoutScope_isMadeOnce() {
    EachTime.MADE.set(0);
    try (SeContainer container = Containers.of(EachTime.class, SealedCachesTest.Patients.class)) {
      assertThat(container.select(SealedCachesTest.Patients.class).get().find("a"))
          .isEqualTo("1 of a");
    }
    assertThat(EachTime.MADE).hasValue(1);
  }

  @Test
  void managerWhoseScopeBeginsLater_isLookedAtThere() {
    LaterScope scope = new LaterScope();
    try (SeContainer container = start(scope, OfScope.class)) {
      SealedCachesTest.Patients patients = container.select(SealedCachesTest.Patients.class).get();

      assertThatThrownBy(() -> scope.within(() -> patients.find("a")))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("The CacheManager of JCache's annotations is of " + REFUSED);
      assertThat(OfScope.MANAGER.getCacheNames()).isEmpty();
    }
  }

  /** One may be a tenant's. */
  @Test
  void managersOfAScope_haveTheirOwnCaches() {
    LaterScope scope = new LaterScope();
    try (SeContainer container = start(scope, SealedOfScope.class)) {
      SealedCachesTest.Patients patients = container.select(SealedCachesTest.Patients.class).get();

      assertThat(scope.within(() -> patients.find("a") + patients.find("a")))
          .isEqualTo("1 of a1 of a");
      assertThat(scope.within(() -> patients.find("a"))).isEqualTo("2 of a");
    }
  }

  /** Made once, it would be that of the first tenant for all others. */
  @Test
  void managerWithoutScopeThatNeedsOne_failsTheStart() {
    assertThatThrownBy(() -> start(new LaterScope(), OfTenant.class, Tenant.class).close())
        .hasStackTraceContaining("ContextNotActive");
  }

  private static SeContainer start(LaterScope scope, Class<?>... beans) {
    return Containers.start(
        SeContainerInitializer.newInstance()
            .addBeanClasses(SealedCachesTest.Patients.class)
            .addBeanClasses(beans)
            .addExtensions(scope));
  }

  static class OfScope {
    static final CacheManager MANAGER = Managers.unencrypted();

    @Produces
    @Later
    CacheManager manager() {
      return MANAGER;
    }
  }

  static class SealedOfScope {
    @Produces
    @Later
    CacheManager manager() {
      return Managers.encrypted(new Properties());
    }
  }

  @Later
  static class Tenant {
    String name() {
      return "acme";
    }
  }

  static class OfTenant {
    @Produces
    CacheManager manager(Tenant tenant) {
      Properties settings = new Properties();
      settings.setProperty("sealcache.tenant", tenant.name());
      return Managers.encrypted(settings);
    }
  }

  static class EachTime {
    static final AtomicInteger MADE = new AtomicInteger();

    @Produces
    CacheManager manager() {
      MADE.incrementAndGet();
      return Managers.encrypted(new Properties());
    }
  }

  @Test
  void encryptedManager_isTaken() {
    try (SeContainer container =
        Containers.of(SealedCachesTest.SealedCaches.class, SealedCachesTest.Patients.class)) {
      assertThat(container.select(SealedCachesTest.Patients.class).get().find("a"))
          .isEqualTo("1 of a");
    }
  }

  @Test
  void beansWithoutAnnotations_mayHaveAnyManager() {
    Containers.start(
            SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(UnencryptedCaches.class, DeploymentTest.Plain.class))
        .close();
  }

  static class Elsewhere {
    @CacheResult(cacheName = "elsewhere", cacheResolverFactory = InClear.class)
    String find(String key) {
      return key;
    }
  }

  /** Finds caches of the store's own. */
  public static class InClear extends Managers.ResolverFactory {
    static final CacheManager MANAGER = Managers.unencrypted();

    @Override
    CacheManager manager() {
      return MANAGER;
    }
  }
}
