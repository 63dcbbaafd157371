package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** JCache's own annotations, which Spring takes as well. */
@ExtendWith(OutputCaptureExtension.class)
class AnnotatedMethodsTest {
  @Test
  void annotationAlone_cachesOverSealCache() {
    try (ConfigurableApplicationContext application =
        Library.start(List.of(Standard.class), Library.CAFFEINE, Library.masterKey())) {
      Titles titles = application.getBean(Titles.class);

      assertThat(titles.title("1")).isEqualTo("title of 1");
      assertThat(titles.title("1")).isEqualTo("title of 1");
      assertThat(titles.asked()).isEqualTo(1);
    }
  }

  @Test
  void resolverFactoryThatIsNoBean_isRefusedAndMayBeAllowed(CapturedOutput output) {
    assertRefused(List.of(Elsewhere.class), output);

    try (ConfigurableApplicationContext application =
        Library.start(
            List.of(Elsewhere.class),
            Library.CAFFEINE,
            Library.masterKey(),
            SealCacheSettings.ALLOWED + "=titles")) {
      assertThat(application.getBean(TitlesElsewhere.class).title("1")).isEqualTo("title of 1");
    }
  }

  @Test
  void resolverFactoryThatIsABean_isRefused(CapturedOutput output) {
    assertRefused(List.of(Elsewhere.class, FactoryBean.class), output);
  }

  @Test
  void resolverFactoryOfALazyBean_isRefusedAtTheStart(CapturedOutput output) {
    assertRefused(List.of(Later.class), output);
  }

  private static void assertRefused(List<Class<?>> sources, CapturedOutput output) {
    assertThatThrownBy(() -> Library.start(sources, Library.CAFFEINE, Library.masterKey()))
        .isInstanceOf(Exception.class);

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("Method " + TitlesElsewhere.class.getName() + ".title of bean 'titles'")
        .contains("add 'titles' to " + SealCacheSettings.ALLOWED);
  }

  /** As JCache's guides write it. */
  static class Titles {
    private final AtomicInteger asked = new AtomicInteger();

    @CacheResult(cacheName = "books")
    public String title(String isbn) {
      asked.incrementAndGet();
      return "title of " + isbn;
    }

    int asked() {
      return asked.get();
    }
  }

  static class TitlesElsewhere {
    @CacheResult(cacheName = "books", cacheResolverFactory = InClear.class)
    public String title(String isbn) {
      return "title of " + isbn;
    }
  }

  /** Finds caches of the store's own. */
  public static final class InClear implements CacheResolverFactory {
    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
      return new CacheResolver() {
        @Override
        @SuppressWarnings("unchecked")
        public <K, V> Cache<K, V> resolveCache(
            javax.cache.annotation.CacheInvocationContext<? extends Annotation> context) {
          return (Cache<K, V>) clear(method.getCacheName());
        }
      };
    }

    private static Cache<Object, Object> clear(String name) {
      var manager =
          Caching.getCachingProvider(
                  "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")
              .getCacheManager();
      Cache<Object, Object> known = manager.getCache(name);
      return known == null ? manager.createCache(name, new MutableConfiguration<>()) : known;
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
      throw new UnsupportedOperationException();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Standard {
    @Bean
    Titles titles() {
      return new Titles();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Elsewhere {
    @Bean
    TitlesElsewhere titles() {
      return new TitlesElsewhere();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Later {
    @Bean
    @Lazy
    TitlesElsewhere titles() {
      return new TitlesElsewhere();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class FactoryBean {
    @Bean
    InClear factory() {
      return new InClear();
    }
  }
}
