package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import io.sealcache.spring.boot.guide.BookRepository;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.ConfigurableApplicationContext;

/** The guide's application over Caffeine, with a key and nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class LibraryTest {
  @Test
  void store_holdsNoCanary() throws Exception {
    try (ConfigurableApplicationContext application = Library.startWithKey()) {
      Library.assertStoreHoldsNoCanary(application);
    }
  }

  /** The control: what the search finds where the same application caches in clear. */
  @Test
  void store_inClear_holdsCanaries() throws Exception {
    try (ConfigurableApplicationContext application =
        Library.start(
            "spring.cache.type=simple", "sealcache.allow-plaintext-caches=cacheManager")) {
      Library.use(application);

      StoreContents contents = LibraryUse.contents(application.getBean(CacheManager.class));
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

  private static final String WARNING = "are of no cache that is there";

  @Test
  void nameThatNoCacheHas_isToldWithThoseThatAreThere(CapturedOutput output) {
    Library.startWithKey("sealcache.cache.boooks.padding=padme", "sealcache.cache.book.max-age=1h")
        .close();

    assertThat(output)
        .contains(
            "Settings [sealcache.cache.book.max-age, sealcache.cache.boooks.padding] " + WARNING)
        .contains("[absent, books, optional, pairs, synchronised]");
  }

  @Test
  void namesThatCachesHave_areNot(CapturedOutput output) {
    Library.startWithKey(
            "sealcache.cache.books.padding=padme",
            "sealcache.cache[orders.eu].maxAge=1h",
            "spring.cache.cache-names=books,orders.eu")
        .close();

    assertThat(output).doesNotContain(WARNING);
  }

  @Test
  void customizers_areAskedAndTheirCacheIsEncrypted() throws Exception {
    try (var application = Library.startWithKey(List.of(BootNames.of("Customizers")))) {
      EncryptedCacheManager manager = application.getBean(EncryptedCacheManager.class);
      requireNonNull(manager.getCache("made")).put("CANARYkeyCANARY", "CANARYvalueCANARY");

      assertThat(((JCacheCacheManager) application.getBean(CacheManager.class)).isAllowNullValues())
          .isFalse();
      assertThat(StoreContents.of(manager).without("CANARYkeyCANARY", "CANARYvalueCANARY").size())
          .isEqualTo(1);
    }
  }

  @Test
  void customizerThatPutsAStoreInClearBehindIt_isRefused(CapturedOutput output) throws Exception {
    Library.assertRefused(
            output, List.of(BootNames.of("CustomizerInClear")), "spring.cache.cache-names=")
        .contains("Bean 'cacheManager' (org.springframework.boot.")
        .contains("JCacheCacheManager over com.github.benmanes.caffeine.jcache.CacheManagerImpl");
  }
}
