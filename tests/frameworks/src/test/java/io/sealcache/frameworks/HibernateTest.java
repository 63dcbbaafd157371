package io.sealcache.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.StoreContents;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.hibernate.KeyType;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;

/** Hibernate by settings alone, its keys by system properties. */
class HibernateTest {
  private static final String NUMBER = "CANARYnumberCANARY";
  private static final String NAME = "CANARYnameCANARY";
  private static final String DIAGNOSIS = "CANARYdiagnosisCANARY";

  @Test
  void secondLevelCache_hitsAndShowsNothing() throws Exception {
    try (Settings settings = Settings.ofSealCache();
        SessionFactory sessions = open(Settings.SEALCACHE)) {
      use(sessions);

      Statistics statistics = sessions.getStatistics();
      assertThat(statistics.getSecondLevelCacheHitCount()).isGreaterThan(1); // entity, collection
      assertThat(statistics.getNaturalIdCacheHitCount()).isPositive();
      assertThat(statistics.getQueryCacheHitCount()).isPositive();
      assertThat(
              StoreContents.of(settings.manager())
                  .without(NUMBER, NAME, DIAGNOSIS, "Patient")
                  .size())
          .isGreaterThan(3);
    }
  }

  /** The control: what the search finds where Hibernate is given the store's provider. */
  @Test
  void secondLevelCache_inClear_showsCanaries() throws Exception {
    try (Settings settings = Settings.ofSealCache();
        SessionFactory sessions = open(Settings.CAFFEINE)) {
      use(sessions);

      StoreContents contents = new StoreContents();
      CacheManager manager = Caching.getCachingProvider(Settings.CAFFEINE).getCacheManager();
      for (String name : manager.getCacheNames()) {
        Cache<Object, Object> cache = manager.getCache(name);
        for (Cache.Entry<Object, Object> entry : cache) {
          contents.add(entry.getKey());
          contents.add(entry.getValue());
        }
      }
      assertThat(contents.find(NAME)).isNotEmpty();
      assertThat(contents.find(DIAGNOSIS)).isNotEmpty();
      assertThat(settings.manager().getCacheNames()).isEmpty();
    }
  }

  @Test
  void keyForgotten_isRefused() {
    try (Settings settings = Settings.ofSealCache().with("sealcache.master-key", "")) {
      assertThatThrownBy(() -> open(Settings.SEALCACHE))
          .hasStackTraceContaining("sealcache.master-key");
    }
  }

  private static SessionFactory open(String provider) {
    return new Configuration()
        .addAnnotatedClass(Patient.class)
        .setProperty("hibernate.connection.url", "jdbc:h2:mem:" + System.nanoTime())
        .setProperty("hibernate.hbm2ddl.auto", "create")
        .setProperty("hibernate.generate_statistics", "true")
        .setProperty("hibernate.cache.use_query_cache", "true")
        .setProperty("hibernate.cache.region.factory_class", "jcache")
        .setProperty("hibernate.javax.cache.provider", provider)
        .buildSessionFactory();
  }

  private static void use(SessionFactory sessions) {
    sessions.inTransaction(session -> session.persist(new Patient(NUMBER, NAME, DIAGNOSIS)));
    for (int i = 0; i < 3; i++) {
      sessions.inTransaction(
          session -> {
            Patient found = session.find(Patient.class, NUMBER);
            assertThat(found.name()).isEqualTo(NAME);
            assertThat(found.diagnoses()).containsExactly(DIAGNOSIS);
          });
      sessions.inTransaction(
          session ->
              assertThat(session.find(Patient.class, NAME, KeyType.NATURAL).number())
                  .isEqualTo(NUMBER));
      sessions.inTransaction(
          session ->
              assertThat(
                      session
                          .createQuery("select p.name from Patient p", String.class)
                          .setCacheable(true)
                          .list())
                  .containsExactly(NAME));
    }
  }
}
