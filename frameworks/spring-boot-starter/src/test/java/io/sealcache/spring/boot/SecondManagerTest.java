package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.EncryptedCache;
import io.sealcache.spring.boot.guide.BookRepository;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A cache manager that is listed as one in clear, beside caches that SealCache is to have. */
@ExtendWith(OutputCaptureExtension.class)
class SecondManagerTest {
  private static final String LISTED = SealCacheSettings.ALLOWED + "=second";

  @ParameterizedTest
  @ValueSource(classes = {NoDefault.class, NoDefaultOfJCache.class})
  void listedManager_leavesTheOthersCachesEncrypted(Class<?> source) {
    try (var application = Library.startWithKey(List.of(source), LISTED)) {
      assertThat(Library.use(application)).isEqualTo(5);

      Cache books = application.getBean("cacheManager", CacheManager.class).getCache("books");
      assertThat(requireNonNull(books).getNativeCache()).isInstanceOf(EncryptedCache.class);
      assertThat(books.get(Library.ISBN)).isNotNull();
      assertThat(application.getBean(CacheManager.class).getCache("books"))
          .isSameAs(application.getBean("cacheManager", CacheManager.class).getCache("books"));
    }
  }

  @Test
  void listedManager_isUsedByWhoNamesIt() {
    try (var application = Library.startWithKey(List.of(NoDefault.class, Naming.class), LISTED)) {
      assertThat(application.getBean(Naming.class).upper("a")).isEqualTo("A");

      Cache seen = application.getBean("second", CacheManager.class).getCache("names");
      assertThat(requireNonNull(seen).get("a")).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"Default, second", "PrimaryOne, second", "Called, cacheManager"})
  void listedManagerThatCacheableWouldUse_isRefused(
      String configuration, String name, CapturedOutput output) throws Exception {
    Class<?> source = Class.forName(getClass().getName() + "$" + configuration);
    Library.assertRefused(output, List.of(source), SealCacheSettings.ALLOWED + "=" + name)
        .contains("@Cacheable uses a ")
        .contains(
            " over %s, bean '%s' (%s.%s)"
                .formatted(ConcurrentMapCacheManager.class.getName(), name, source.getName(), name))
        .contains("@Bean(defaultCandidate = false), neither primary nor called 'cacheManager'");
  }

  @Test
  void allOfCacheableInClear_hasToBeListedToo() throws Exception {
    try (ConfigurableApplicationContext application =
        Library.startWithKey(List.of(Default.class), LISTED + ",cacheInterceptor")) {
      assertThat(Library.health(application)).startsWith("UNKNOWN");
      assertThat(application.getBean(BookRepository.class).getByIsbn("1").isbn()).isEqualTo("1");
    }
  }

  @Test
  void listedManagerWithoutSettingsOfSealCache_isTaken() {
    try (var application = Library.start(List.of(Default.class), LISTED)) {
      assertThat(Library.use(application)).isEqualTo(5);
    }
  }

  @Test
  void listedManagerBesideSettingsOnTheClassPath_isRefused(
      @TempDir Path directory, CapturedOutput output) throws IOException {
    Files.writeString(directory.resolve("sealcache.properties"), "sealcache.padding=padme");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      Library.assertRefused(output, () -> Library.start(List.of(Default.class), LISTED).close())
          .contains("@Cacheable uses a ");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  static class NoDefault {
    @Bean(defaultCandidate = false)
    CacheManager second() {
      return new ConcurrentMapCacheManager();
    }
  }

  static class NoDefaultOfJCache {
    @Bean(defaultCandidate = false, destroyMethod = "close")
    javax.cache.CacheManager second() {
      return new CaffeineCachingProvider()
          .getCacheManager(URI.create("second"), getClass().getClassLoader(), new Properties());
    }
  }

  static class Default {
    @Bean
    CacheManager second() {
      return new ConcurrentMapCacheManager();
    }
  }

  static class PrimaryOne {
    @Bean(defaultCandidate = false)
    @Primary
    CacheManager second() {
      return new ConcurrentMapCacheManager();
    }
  }

  static class Called {
    @Bean
    CacheManager cacheManager() {
      return new ConcurrentMapCacheManager();
    }
  }

  static class Naming {
    @Cacheable(cacheNames = "names", cacheManager = "second")
    public String upper(String name) {
      return name.toUpperCase(java.util.Locale.ROOT);
    }
  }
}
