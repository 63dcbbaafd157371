package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.StoreContents;
import io.sealcache.servers.Needs;
import io.sealcache.servers.RedisServer;
import io.sealcache.spring.boot.hipster.Account;
import io.sealcache.spring.boot.hipster.Accounts;
import io.sealcache.spring.boot.hipster.HipsterApplication;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Cache configurations of the shapes that JHipster generates, unchanged beside the starter. */
@ExtendWith(OutputCaptureExtension.class)
class JHipsterTest {
  private static final String LOGIN = "CANARYloginCANARY";
  private static final String AUTHORITY = "CANARYauthorityCANARY";
  private static final String STORE = "sealcache.store.provider=";
  private static final String NAMES =
      "spring.cache.cache-names=%s,%s,%2$s.authorities"
          .formatted(Accounts.BY_LOGIN, Account.class.getName());

  @Test
  void ehcache_holdsNoCanary() throws Exception {
    try (ConfigurableApplicationContext application =
        start(
            List.of(BootNames.of("JHipsterEhcache")),
            STORE + "org.ehcache.jsr107.EhcacheCachingProvider",
            Library.masterKey())) {
      use(application);

      assertHoldsNoCanary(application);
    }
  }

  @Test
  void redis_holdsNoCanary(@TempDir Path directory) throws Exception {
    Needs.redisServer();
    try (RedisServer redis = RedisServer.start(directory);
        ConfigurableApplicationContext application =
            start(
                List.of(BootNames.of("JHipsterRedisson")),
                STORE + "org.redisson.jcache.JCachingProvider",
                "hipster.redis=" + redis.url(),
                Library.masterKey())) {
      use(application);

      redis.save();

      byte[] dump = Files.readAllBytes(directory.resolve("dump.rdb"));
      assertThat(CanarySearch.find(Accounts.BY_LOGIN, dump)).isNotEmpty();
      assertThat(CanarySearch.find(LOGIN, dump)).isEmpty();
      assertThat(CanarySearch.find(AUTHORITY, dump)).isEmpty();
    }
  }

  @Test
  void hazelcastWithItsOwnCacheManager_isRefused(CapturedOutput output) {
    Library.assertRefused(
            output,
            () -> start(List.of(StoresTest.Member.class, HazelcastMaps.class), Library.masterKey()))
        .contains("Bean 'cacheManager' (")
        .contains("HazelcastMaps.cacheManager) is a ")
        .contains("Take this bean out, so that Spring Boot makes the cache manager.");
  }

  /** As docs/spring-boot.md says. */
  @Test
  void hazelcastWithoutThatBean_holdsNoCanary() throws Exception {
    try (ConfigurableApplicationContext application =
        start(List.of(StoresTest.Member.class, Caching.class), NAMES, Library.masterKey())) {
      use(application);

      assertHoldsNoCanary(application);
    }
  }

  private static ConfigurableApplicationContext start(List<Class<?>> more, String... lines) {
    List<Class<?>> sources = new ArrayList<>(List.of(HipsterApplication.class));
    sources.addAll(more);
    List<String> all = new ArrayList<>(Arrays.asList(lines));
    all.add("spring.main.banner-mode=off");
    all.add("spring.datasource.url=jdbc:h2:mem:" + System.nanoTime());
    all.add("spring.jpa.open-in-view=false");
    all.add("spring.jpa.hibernate.ddl-auto=create");
    all.add("spring.jpa.properties.hibernate.generate_statistics=true");
    all.add("spring.jpa.properties.hibernate.cache.use_second_level_cache=true");
    all.add("spring.jpa.properties.hibernate.cache.use_query_cache=false");
    all.add("spring.jpa.properties.hibernate.javax.cache.missing_cache_strategy=create");
    return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
        .web(WebApplicationType.NONE)
        .run(all.stream().map(line -> "--" + line).toArray(String[]::new));
  }

  /** Has Spring and Hibernate cache an account, and read it. */
  private static void use(ConfigurableApplicationContext application) {
    Accounts accounts = application.getBean(Accounts.class);
    Long id = requireNonNull(accounts.save(new Account(LOGIN, AUTHORITY)).id());
    Statistics statistics =
        application
            .getBean(EntityManagerFactory.class)
            .unwrap(SessionFactory.class)
            .getStatistics();
    for (int i = 0; i < 2; i++) {
      assertThat(accounts.findOneWithAuthoritiesByLogin(LOGIN))
          .hasValueSatisfying(
              account -> assertThat(account.authorities()).containsExactly(AUTHORITY));
    }
    assertThat(statistics.getQueryExecutionCount()).isEqualTo(1);
    assertThat(accounts.findById(id))
        .hasValueSatisfying(account -> assertThat(account.login()).isEqualTo(LOGIN));
    assertThat(statistics.getSecondLevelCacheHitCount()).isPositive();
  }

  private static void assertHoldsNoCanary(ConfigurableApplicationContext application)
      throws Exception {
    assertThat(
            StoreContents.of(application.getBean(EncryptedCacheManager.class))
                .without(LOGIN, AUTHORITY, "PrefixedKey")
                .size())
        .isGreaterThan(1);
  }

  /** JHipster's is a HazelcastCacheManager, of the jar hazelcast-spring. */
  @Configuration
  @EnableCaching
  static class HazelcastMaps {
    @Bean
    public CacheManager cacheManager(HazelcastInstance hazelcastInstance) {
      SimpleCacheManager manager = new SimpleCacheManager();
      manager.setCaches(
          List.of(
              new ConcurrentMapCache(
                  Accounts.BY_LOGIN, hazelcastInstance.getMap(Accounts.BY_LOGIN), true)));
      return manager;
    }
  }

  @Configuration
  @EnableCaching
  static class Caching {}
}
