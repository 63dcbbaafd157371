package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.spring.boot.guide.LibraryApplication;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.SimpleCacheResolver;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The guide's application with one line wrong doesn't start, and says which line. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTest {
  private static final String ALLOWED = "sealcache.allow-plaintext-caches";
  private static final String BY_PROVIDER =
      "spring.cache.jcache.provider="
          + "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";

  @ParameterizedTest
  @CsvSource({
    "spring.cache.type=simple, 'spring.cache.type is ''simple'', which would cache in clear'",
    "spring.cache.type=caffeine, 'spring.cache.type is ''caffeine'', which would cache in clear'",
    "spring.cache.type=REDIS, 'spring.cache.type is ''REDIS'', which would cache in clear'",
    "spring.cache.type=hazelcast, 'spring.cache.type is ''hazelcast'', which would cache in clear'",
    "spring.cache.type=couchbase, 'spring.cache.type is ''couchbase'', which would cache in clear'",
    "spring.cache.type=generic, 'spring.cache.type is ''generic'', which would cache in clear'",
    BY_PROVIDER + ", spring.cache.jcache.provider",
    "sealcache.keyrng=/etc/keys, sealcache.keyring",
    "sealcache.pading=padme, sealcache.padding",
    "sealcache.padding=paddme, sealcache.padding",
    "sealcache.cache.books.max-agee=1h, sealcache.cache.books.max-age",
    "sealcache.keyring=/nowhere/keyring, sealcache.keyring",
    "sealcache.store.provider=com.acme.Provider, sealcache.store.provider",
    ALLOWED + "=nobody, " + ALLOWED
  })
  void wrongLine_isNamed(String line, String named, CapturedOutput output) {
    Library.assertRefused(output, List.of(), line);

    assertThat(output.toString().split("APPLICATION FAILED TO START", 2)[1])
        .contains("Action:", named);
  }

  @Test
  void keyForgotten_namesWhatToSet(CapturedOutput output) {
    Library.assertRefused(output, () -> Library.start(Library.CAFFEINE))
        .contains("Set sealcache.keyring to the path of a keyring file");
  }

  @Test
  void wrongLineBesideAManagerOfOnesOwn_isNamed(CapturedOutput output) {
    Library.assertRefused(
            output, List.of(OwnManagerTest.SettingsForgotten.class), "sealcache.pading=padme")
        .contains("sealcache.padding");
  }

  @Test
  void operationThatFailsInAStart_isNoFailureToOpen(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                Library.startWithKey(List.of(Running.class, OwnManagerTest.CallingTenant.class))
                    .close())
        .hasStackTraceContaining("tenant");
    assertThat(output).doesNotContain("SealCache can't open");
  }

  static class Running {
    @Bean
    ApplicationRunner first(CacheManager caches) {
      return arguments -> requireNonNull(caches.getCache("books")).get("1"); // without a tenant
    }
  }

  @Test
  void storeNotChosenAmongSeveral_namesThem(CapturedOutput output) {
    Library.assertRefused(output, () -> Library.start(Library.masterKey()))
        .contains("Set sealcache.store.provider to one of [");
  }

  @ParameterizedTest
  @CsvSource({"sealcache.previous-master-keys[1]", "sealcache.previous-master-keys[120]"})
  void previousKeyWithoutTheOneBefore_isRefusedAndNotShown(String name, CapturedOutput output) {
    String line = Library.masterKey();
    String key = line.substring(line.indexOf('=') + 1);

    Library.assertRefused(output, List.of(), name + "=" + key)
        .contains("Setting 'sealcache.previous-master-keys' has a gap")
        .doesNotContain(key);
  }

  @ParameterizedTest
  @ValueSource(classes = {OwnManager.class, Composite.class, OwnResolver.class})
  void beanInClear_isNamedAndMayBeAllowed(Class<?> source, CapturedOutput output) {
    Library.assertRefused(output, List.of(source))
        .contains("Bean 'mine' (%s.mine)".formatted(source.getName()))
        .contains("add 'mine' to " + ALLOWED);

    try (var application = Library.startWithKey(List.of(source), ALLOWED + "[0]=mine")) {
      assertThat(application.containsBean("mine")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"spring.cache.type=simple", BY_PROVIDER})
  void applicationWithoutCaching_startsWhateverTheTypeIs(String line) {
    try (ConfigurableApplicationContext application =
        new SpringApplicationBuilder(NoCaching.class)
            .web(WebApplicationType.NONE)
            .run("--" + line, Library.NO_DATABASE)) {
      assertThat(application.getBeanProvider(CacheManager.class)).isEmpty();
    }
  }

  /** Spring Boot would make a manager for those of the context above. */
  @Test
  void cachingOfAParentContext_isCaching(CapturedOutput output) {
    try (ConfigurableApplicationContext parent = Library.startWithKey()) {
      SpringApplicationBuilder child =
          new SpringApplicationBuilder(NoCaching.class).web(WebApplicationType.NONE).parent(parent);
      Library.assertRefused(
              output, () -> child.run("--spring.cache.type=simple", Library.NO_DATABASE))
          .contains("spring.cache.type is 'simple', which would cache in clear");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "j-cache", "JCACHE"})
  void typeThatSpringBootTakesForJCache_isTaken(String type) {
    try (var application = Library.startWithKey("spring.cache.type=" + type)) {
      assertThat(application.getBean(EncryptedCacheManager.class).isClosed()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "spring.cache.type=simple, 'add ''cacheManager'', ''cacheInterceptor'' to '",
    BY_PROVIDER + ", 'add ''jCacheCacheManager'', ''cacheManager'', ''cacheInterceptor'' to '"
  })
  void managerOfSpringBoot_isAllowedByAllNamesThatAreSaid(
      String line, String action, CapturedOutput output) {
    assertThatThrownBy(() -> Library.start(Library.masterKey(), line))
        .isInstanceOf(Exception.class);
    assertThat(output).contains(action + ALLOWED);

    String names = action.replace("add ", "").replace(" to ", "").replace("'", "");
    Library.start(Library.masterKey(), line, ALLOWED + "=" + names).close();
  }

  @ParameterizedTest
  @CsvSource({
    "spring.cache.type=simple, cacheManager, spring.cache.type",
    BY_PROVIDER + ", 'jCacheCacheManager,cacheManager', spring.cache.jcache.provider"
  })
  void managerOfSpringBootThatCacheableUses_isTakenOutByItsProperty(
      String line, String names, String property, CapturedOutput output) {
    assertThatThrownBy(() -> Library.start(Library.masterKey(), line, ALLOWED + "=" + names))
        .isInstanceOf(Exception.class);

    assertThat(output)
        .contains("@Cacheable uses a ")
        .contains("Take out " + property + ", so that Spring Boot makes the encrypted one.")
        .doesNotContain("Take that bean out");
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class NoCaching {}

  @Test
  void resolverThatIsNoBean_isRefused(CapturedOutput output) {
    Library.assertRefused(output, List.of(HiddenResolver.class))
        .contains("SimpleCacheResolver over " + ConcurrentMapCacheManager.class.getName())
        .contains("chosen by " + HiddenResolver.class.getName())
        .contains("Take its cacheManager() and cacheResolver() out")
        .contains("If all of @Cacheable may stay in clear, add 'cacheInterceptor' to " + ALLOWED);
  }

  @Test
  void managerOfAParentContext_isRefused(CapturedOutput output) {
    try (var parent = new AnnotationConfigApplicationContext(OwnManager.class)) {
      SpringApplicationBuilder child =
          new SpringApplicationBuilder(LibraryApplication.class)
              .web(WebApplicationType.NONE)
              .parent(parent);
      Library.assertRefused(
              output, () -> child.run("--" + Library.CAFFEINE, "--" + Library.masterKey()))
          .contains("Bean 'mine'");
    }
  }

  static class OwnManager {
    @Bean(defaultCandidate = false)
    CacheManager mine() {
      return new ConcurrentMapCacheManager();
    }
  }

  static class Composite {
    @Bean(defaultCandidate = false)
    CacheManager mine() {
      return new CompositeCacheManager(new ConcurrentMapCacheManager());
    }
  }

  static class OwnResolver {
    @Bean
    CacheResolver mine() {
      return new SimpleCacheResolver(new ConcurrentMapCacheManager());
    }
  }

  static class HiddenResolver implements CachingConfigurer {
    @Override
    public CacheResolver cacheResolver() {
      return new SimpleCacheResolver(new ConcurrentMapCacheManager());
    }
  }
}
