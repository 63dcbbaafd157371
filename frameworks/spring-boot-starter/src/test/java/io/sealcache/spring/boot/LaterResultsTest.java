package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.cache.annotation.CacheResult;
import kotlin.Metadata;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods whose results come later, which JCache's caches can't wait for. */
@ExtendWith(OutputCaptureExtension.class)
class LaterResultsTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        OfFuture.class,
        OfAnyFuture.class,
        OfMono.class,
        OfFlux.class,
        Suspending.class,
        OfJCache.class
      })
  void methodWhoseResultComesLater_isRefused(Class<?> type, CapturedOutput output) {
    Library.assertRefused(output, List.of(type))
        .contains("Method " + type.getName() + ".title of bean")
        .contains("whose result comes later")
        .contains("Put the annotation on a method that returns the result itself");
  }

  @Test
  void managerThatWaits_isTaken() {
    try (ConfigurableApplicationContext application =
        Library.startWithKey(
            List.of(Waiting.class, Named.class), SealCacheSettings.ALLOWED + "=waiting")) {
      assertThat(application.getBean(Named.class).title("1").join()).isEqualTo("title of 1");
    }
  }

  @Test
  void cachingSwitchedOff_takesThem() {
    try (ConfigurableApplicationContext application =
        Library.start(List.of(OfFuture.class, OfJCache.class), "spring.cache.type=none")) {
      assertThat(application.getBean(OfFuture.class).title("1").join()).isEqualTo("title of 1");
      assertThat(application.getBean(OfJCache.class).title("1").join()).isEqualTo("title of 1");
    }
  }

  @Test
  void managerOfJCacheByAnotherName_isSeen(CapturedOutput output) {
    Library.assertRefused(output, List.of(OtherName.class, OfOtherName.class))
        .contains("Method " + OfOtherName.class.getName() + ".title of bean");
  }

  @Test
  void resultThatIsPut_isPutWhenItIsThere() {
    try (var application = Library.startWithKey(List.of(Putting.class))) {
      application.getBean(Putting.class).title("1").join();

      assertThat(application.getBean(CacheManager.class).getCache("books"))
          .satisfies(books -> assertThat(books.get("1", String.class)).isEqualTo("title of 1"));
    }
  }

  static class OfFuture {
    @Cacheable("books")
    public CompletableFuture<String> title(String isbn) {
      return CompletableFuture.completedFuture("title of " + isbn);
    }
  }

  static class OfAnyFuture {
    @Cacheable("books")
    public Future<String> title(String isbn) {
      return CompletableFuture.completedFuture("title of " + isbn);
    }
  }

  static class OfMono {
    @Cacheable("books")
    public Mono<String> title(String isbn) {
      return Mono.just("title of " + isbn);
    }
  }

  static class OfFlux {
    @Cacheable("books")
    public Flux<String> title(String isbn) {
      return Flux.just("title of " + isbn);
    }
  }

  /** As Kotlin compiles {@code suspend fun title(isbn: String): String}. */
  @Metadata
  static class Suspending {
    @Cacheable("books")
    public Object title(String isbn, Continuation<? super String> then) {
      return "title of " + isbn;
    }
  }

  static class OfJCache {
    @CacheResult(cacheName = "books")
    public CompletableFuture<String> title(String isbn) {
      return CompletableFuture.completedFuture("title of " + isbn);
    }
  }

  static class OfOtherName {
    @Cacheable(cacheNames = "books", cacheManager = "later")
    public CompletableFuture<String> title(String isbn) {
      return CompletableFuture.completedFuture("title of " + isbn);
    }
  }

  static class OtherName {
    @Bean(
        name = {"second", "later"},
        defaultCandidate = false)
    JCacheCacheManager later(javax.cache.CacheManager manager) {
      return new JCacheCacheManager(manager);
    }
  }

  static class Named {
    @Cacheable(cacheNames = "books", cacheManager = "waiting")
    public CompletableFuture<String> title(String isbn) {
      return CompletableFuture.completedFuture("title of " + isbn);
    }
  }

  static class Putting {
    @CachePut("books")
    public CompletableFuture<String> title(String isbn) {
      return CompletableFuture.completedFuture("title of " + isbn);
    }
  }

  static class Waiting {
    @Bean(defaultCandidate = false)
    CacheManager waiting() {
      return new ConcurrentMapCacheManager();
    }
  }
}
