package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import io.sealcache.spring.boot.guide.BookRepository;
import org.junit.jupiter.api.Test;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.ConfigurableApplicationContext;

/** The guide's application over Caffeine, with a key and nothing else. */
class LibraryTest {
  @Test
  void application_cachesOverSealCache() {
    try (ConfigurableApplicationContext application =
        Library.start(Library.CAFFEINE, Library.masterKey())) {
      assertThat(Library.use(application)).isEqualTo(5);
      JCacheCacheManager manager = (JCacheCacheManager) application.getBean(CacheManager.class);
      assertThat(manager.getCacheManager()).isInstanceOf(EncryptedCacheManager.class);
      assertThat(manager.getCacheNames()).contains("books", "pairs");
    }
  }

  @Test
  void store_holdsNoCanary() throws Exception {
    try (ConfigurableApplicationContext application =
        Library.start(Library.CAFFEINE, Library.masterKey())) {
      Library.use(application);

      StoreContents contents = StoreContents.of(application.getBean(EncryptedCacheManager.class));

      assertThat(contents.size()).isEqualTo(5);
      assertThat(contents.find(Library.ISBN)).isEmpty();
      assertThat(contents.find(BookRepository.TITLE)).isEmpty();
      assertThat(contents.find("guide.Book")).isEmpty();
    }
  }

  /** The control: what the search finds where the same application caches in clear. */
  @Test
  void store_inClear_holdsCanaries() throws Exception {
    try (ConfigurableApplicationContext application =
        Library.start(
            "spring.cache.type=simple", "sealcache.allow-plaintext-caches=cacheManager")) {
      Library.use(application);

      CacheManager manager = application.getBean(CacheManager.class);
      ConcurrentMapCache books =
          requireNonNull((ConcurrentMapCache) manager.getCache("books"), "books");
      StoreContents contents = new StoreContents();
      contents.add(String.valueOf(books.getNativeCache()));
      assertThat(contents.find(Library.ISBN)).contains("UTF-8");
      assertThat(contents.find(BookRepository.TITLE)).contains("UTF-8");
    }
  }

  @Test
  void providerInClearThatIsAllowed_isHandedNoKey() {
    try (ConfigurableApplicationContext application =
        Library.start(
            "spring.cache.jcache.provider="
                + "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
            "sealcache.allow-plaintext-caches=jCacheCacheManager,cacheManager,cacheInterceptor",
            Library.masterKey())) {
      javax.cache.CacheManager store = application.getBean(javax.cache.CacheManager.class);

      assertThat(store).isNotInstanceOf(EncryptedCacheManager.class);
      assertThat(String.valueOf(store.getProperties())).doesNotContain("sealcache");
    }
  }

  @Test
  void cachingSwitchedOff_needsNoKey() {
    try (ConfigurableApplicationContext application = Library.start("spring.cache.type=none")) {
      assertThat(Library.use(application)).isEqualTo(10);
    }
  }
}
