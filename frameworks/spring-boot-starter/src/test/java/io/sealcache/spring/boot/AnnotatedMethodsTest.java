package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.SimpleCacheResolver;
import org.springframework.cache.jcache.config.JCacheConfigurer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.ui.freemarker.FreeMarkerConfigurationFactory;

/** JCache's own annotations, which Spring takes as well. */
@ExtendWith(OutputCaptureExtension.class)
class AnnotatedMethodsTest {
  @Test
  void annotationAlone_cachesOverSealCacheBesideALazyBeanOfAMissingLibrary() {
    try (ConfigurableApplicationContext application =
        Library.startWithKey(List.of(Titles.class, OfMissingLibrary.class))) {
      Titles titles = application.getBean(Titles.class);

      assertThat(titles.title("1")).isEqualTo("title of 1");
      assertThat(titles.title("1")).isEqualTo("title of 1");
      assertThat(titles.asked()).isEqualTo(1);
    }
  }

  @Test
  void resolverFactoryThatIsNoBean_isRefusedAndMayBeAllowed(CapturedOutput output) {
    assertRefused(output, Elsewhere.class);
    try (ConfigurableApplicationContext application =
        Library.startWithKey(List.of(Elsewhere.class), SealCacheSettings.ALLOWED + "=titles")) {
      assertThat(application.getBean(TitlesElsewhere.class).title("1")).isEqualTo("title of 1");
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {FactoryBean.class, Later.class})
  void resolverFactoryThatIsABeanOrOfALazyOne_isRefusedAtTheStart(
      Class<?> source, CapturedOutput output) {
    assertRefused(output, source);
  }

  @ParameterizedTest
  @ValueSource(classes = {BehindInterface.class, LaterBehindInterface.class, Prototype.class})
  void resolverFactoryBehindAProxyOfAnInterface_isRefused(Class<?> source, CapturedOutput output) {
    assertRefused(output, source, "spring.aop.proxy-target-class=false");
  }

  @Test
  void resolverOfExceptionsThatIsNoBean_isRefused(CapturedOutput output) {
    Library.assertRefused(output, List.of(Failing.class))
        .contains("Method " + Missing.class.getName() + ".title of bean 'titles'")
        .contains("JCacheConfigurer");
  }

  private static void assertRefused(CapturedOutput output, Class<?> source, String... more) {
    Library.assertRefused(output, List.of(source), more)
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

  /** The interface that other beans know. */
  interface ReadTitles {
    String title(String isbn);
  }

  static class TitlesElsewhere implements ReadTitles {
    @Override
    @CacheResult(cacheName = "books", cacheResolverFactory = InClear.class)
    public String title(String isbn) {
      return "title of " + isbn;
    }
  }

  static class Missing {
    @CacheResult(cacheName = "books", exceptionCacheName = "failures")
    public String title(String isbn) {
      throw new IllegalArgumentException(isbn);
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

  static class Elsewhere {
    @Bean
    TitlesElsewhere titles() {
      return new TitlesElsewhere();
    }
  }

  static class Later {
    @Bean
    @Lazy
    TitlesElsewhere titles() {
      return new TitlesElsewhere();
    }
  }

  static class FactoryBean extends Elsewhere {
    @Bean
    InClear factory() {
      return new InClear();
    }
  }

  static class BehindInterface {
    @Bean
    ReadTitles titles() {
      return new TitlesElsewhere();
    }
  }

  static class LaterBehindInterface {
    @Bean
    @Lazy
    TitlesElsewhere titles() {
      return new TitlesElsewhere();
    }
  }

  /** One of which is made before the start is checked. */
  static class Prototype {
    @Bean
    @Scope("prototype")
    TitlesElsewhere titles() {
      return new TitlesElsewhere();
    }

    @Bean
    Object user(@Qualifier("titles") ReadTitles titles) {
      return titles.toString();
    }
  }

  static class OfMissingLibrary {
    @Bean
    @Lazy
    FreeMarkerConfigurationFactory templates() {
      return new FreeMarkerConfigurationFactory();
    }
  }

  static class Failing implements JCacheConfigurer {
    @Bean
    Missing titles() {
      return new Missing();
    }

    @Override
    public org.springframework.cache.interceptor.CacheResolver exceptionCacheResolver() {
      return new SimpleCacheResolver(new ConcurrentMapCacheManager());
    }
  }
}
