package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import io.sealcache.spring.boot.records.Patients;
import io.sealcache.spring.boot.records.RecordsApplication;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.cache.CacheManager;
import javax.sql.DataSource;
import org.hibernate.cache.jcache.internal.JCacheRegionFactory;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/**
 * An application whose entities Hibernate caches; and with one line that would leave SealCache out.
 */
@ExtendWith(OutputCaptureExtension.class)
class HibernateTest {
  private static final String NUMBER = "CANARYnumberCANARY";
  private static final String NAME = "CANARYnameCANARY";
  private static final String CAFFEINE =
      "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";
  private static final String IN_CLEAR =
      "spring.jpa.properties.hibernate.javax.cache.provider=" + CAFFEINE;

  @Test
  void besideCachingOfSprings_usesTheSameManager() throws Exception {
    try (var application = start("hibernate.caching=true", "spring.cache.cache-names=books")) {
      assertCachesEncrypted(application);

      assertThat(managerOf(application))
          .isSameAs(application.getBean(javax.cache.CacheManager.class));
    }
  }

  @Test
  void withoutCachingOfSprings_healthAndMetersTellOfIt() throws Exception {
    try (ConfigurableApplicationContext application = start()) {
      assertCachesEncrypted(application);
      String region = managerOf(application).getCacheNames().iterator().next();
      assertThat(Library.health(application)).startsWith("UP").contains(region + "={currentKeyId=");
      assertThat(
              application
                  .getBean(MeterRegistry.class)
                  .get("sealcache.sealed")
                  .tag("cache", region)
                  .functionCounters())
          .isNotEmpty();
    }
  }

  private static final String OURS =
      "spring.jpa.properties.hibernate.javax.cache.provider=io.sealcache.EncryptedCachingProvider";

  /** As the guide for Hibernate without Spring Boot says. */
  @Test
  void providerNamed_hasTheApplicationsSettings() throws Exception {
    try (ConfigurableApplicationContext application = start(OURS, "sealcache.tenant=acme")) {
      assertCachesEncrypted(application);

      assertThat(managerOf(application).getProperties()).containsEntry("sealcache.tenant", "acme");
    }
  }

  @Test
  void managerWithoutTheApplicationsSettings_isRefused() {
    try (ConfigurableApplicationContext application = start("sealcache.tenant=acme");
        CacheManager forgetful = Library.open("forgetful", Library.CAFFEINE, Library.masterKey());
        EntityManagerFactory late =
            made(
                application.getBean(DataSource.class),
                Map.of("hibernate.javax.cache.cache_manager", forgetful))) {
      assertThatThrownBy(() -> application.getBeanFactory().initializeBean(late, "late"))
          .isInstanceOf(RefusedStartException.class)
          .hasMessageContaining("bean 'late'")
          .hasMessageContaining("ignored would be sealcache.tenant");
    }
  }

  @Test
  void fileOfTheStores_isRead() throws Exception {
    try (ConfigurableApplicationContext application =
        run(
            Library.masterKey(),
            "sealcache.store.provider=org.ehcache.jsr107.EhcacheCachingProvider",
            "spring.jpa.properties.hibernate.javax.cache.uri=library-ehcache.xml")) {
      assertCachesEncrypted(application);

      assertThat(managerOf(application).getURI().toString()).endsWith("/library-ehcache.xml");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere.xml", "classpath://nowhere.xml"})
  void fileThatIsNotThere_isRefused(String location) {
    assertThatThrownBy(() -> start("spring.jpa.properties.hibernate.javax.cache.uri=" + location))
        .hasStackTraceContaining("hibernate.javax.cache.uri is '" + location + "'");
  }

  @Test
  void startThatFailsBeforeHibernateHasIt_closesTheManager() {
    assertThatThrownBy(() -> start("spring.jpa.properties.hibernate.dialect=nothing.like.Dialect"))
        .isNotNull();

    // That one's, if it were open.
    try (CacheManager next =
        Library.open(null, Library.CAFFEINE, Library.masterKey(), "sealcache.tenant=next")) {
      assertThat(next.getProperties()).containsEntry("sealcache.tenant", "next");
    }
  }

  private static void assertCachesEncrypted(ConfigurableApplicationContext application)
      throws Exception {
    Patients patients = application.getBean(Patients.class);
    patients.add(NUMBER, NAME);
    assertThat(patients.nameOf(NUMBER)).isEqualTo(NAME);
    assertThat(patients.nameOf(NUMBER)).isEqualTo(NAME);

    assertThat(sessions(application).getStatistics().getSecondLevelCacheHitCount()).isPositive();
    assertThat(StoreContents.of(managerOf(application)).without(NUMBER, NAME, "Patient").size())
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        IN_CLEAR,
        "spring.jpa.properties.hibernate.cache.region.factory_class="
            + "io.sealcache.spring.boot.HibernateTest$OwnRegions"
      })
  void lineThatLeavesSealCacheOut_isRefusedAndMayBeAllowed(String line, CapturedOutput output) {
    assertThatThrownBy(() -> start(line)).hasRootCauseInstanceOf(RefusedStartException.class);
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains(
            "The second-level cache of bean 'entityManagerFactory' (org.springframework.boot.")
        .contains("hibernate.cache.use_second_level_cache")
        .contains("add 'entityManagerFactory' to sealcache.allow-plaintext-caches");

    try (var application = start(line, "sealcache.allow-plaintext-caches=entityManagerFactory")) {
      assertThat(sessions(application).getCache().getRegionFactory())
          .isInstanceOf(JCacheRegionFactory.class);
    }
  }

  @Test
  void factoryMadeAfterTheStart_isRefused() {
    try (ConfigurableApplicationContext application = start();
        EntityManagerFactory late =
            made(
                application.getBean(DataSource.class),
                Map.of("hibernate.javax.cache.provider", CAFFEINE))) {
      assertThatThrownBy(() -> application.getBeanFactory().initializeBean(late, "late"))
          .isInstanceOf(RefusedStartException.class)
          .hasMessageContaining("bean 'late'");
    }
  }

  private static EntityManagerFactory made(DataSource database, Map<String, ?> hibernate) {
    LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
    factory.setDataSource(database);
    factory.setPackagesToScan(Patients.class.getPackageName());
    factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    factory.setJpaPropertyMap(hibernate);
    factory.afterPropertiesSet();
    return factory.getNativeEntityManagerFactory();
  }

  @Test
  void secondLevelCacheOff_isTaken() {
    try (ConfigurableApplicationContext application =
        start(IN_CLEAR, "spring.jpa.properties.hibernate.cache.use_second_level_cache=false")) {
      assertThat(application.getBean(Patients.class)).isNotNull();
    }
  }

  @Test
  void secondLevelCacheOff_opensNoStoreAndNeedsNoKey() {
    try (ConfigurableApplicationContext application =
        run(
            Library.CAFFEINE,
            "spring.jpa.properties.hibernate.cache.use_second_level_cache=false")) {
      assertThat(application.getBean(HibernateCacheManager.class).opened()).isEmpty();
    }
  }

  private static ConfigurableApplicationContext start(String... lines) {
    List<String> all = new ArrayList<>(List.of(lines));
    all.addAll(List.of(Library.CAFFEINE, Library.masterKey()));
    return run(all.toArray(String[]::new));
  }

  private static ConfigurableApplicationContext run(String... lines) {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("spring.main.banner-mode=off");
    all.add("spring.datasource.url=jdbc:h2:mem:" + System.nanoTime());
    all.add("spring.jpa.hibernate.ddl-auto=create");
    all.add("spring.jpa.properties.hibernate.generate_statistics=true");
    return new SpringApplicationBuilder(RecordsApplication.class, Caching.class)
        .web(WebApplicationType.NONE)
        .run(all.stream().map(line -> "--" + line).toArray(String[]::new));
  }

  private static SessionFactoryImplementor sessions(ConfigurableApplicationContext application) {
    return application.getBean(EntityManagerFactory.class).unwrap(SessionFactoryImplementor.class);
  }

  private static EncryptedCacheManager managerOf(ConfigurableApplicationContext application) {
    RegionFactory regions = sessions(application).getCache().getRegionFactory();
    return (EncryptedCacheManager) ((JCacheRegionFactory) regions).getCacheManager();
  }

  /** Could do anything. */
  public static final class OwnRegions extends JCacheRegionFactory {
    private static final long serialVersionUID = 1L;
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("hibernate.caching")
  @EnableCaching
  static class Caching {}
}
