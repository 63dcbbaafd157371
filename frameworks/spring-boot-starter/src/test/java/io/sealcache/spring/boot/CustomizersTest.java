package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.ConfigurableApplicationContext;

/** The guide's application with customizers of Spring Boot's for its cache manager. */
@ExtendWith(OutputCaptureExtension.class)
class CustomizersTest {
  @Test
  void customizers_areAskedAndTheirCacheIsEncrypted() throws Exception {
    try (ConfigurableApplicationContext application =
        Library.start(
            List.of(BootNames.of("Customizers")), Library.CAFFEINE, Library.masterKey())) {
      EncryptedCacheManager manager = application.getBean(EncryptedCacheManager.class);
      requireNonNull(manager.getCache("made")).put("CANARYkeyCANARY", "CANARYvalueCANARY");

      assertThat(((JCacheCacheManager) application.getBean(CacheManager.class)).isAllowNullValues())
          .isFalse();
      StoreContents contents = StoreContents.of(manager);
      assertThat(contents.size()).isEqualTo(1);
      assertThat(contents.find("CANARYkeyCANARY")).isEmpty();
      assertThat(contents.find("CANARYvalueCANARY")).isEmpty();
    }
  }

  @Test
  void customizerThatPutsAStoreInClearBehindIt_isRefused(CapturedOutput output) {
    Library.assertRefused(
            output,
            () ->
                Library.start(
                    List.of(BootNames.of("CustomizerInClear")),
                    "spring.cache.cache-names=",
                    Library.CAFFEINE,
                    Library.masterKey()))
        .contains("Bean 'cacheManager' (org.springframework.boot.")
        .contains("JCacheCacheManager over com.github.benmanes.caffeine.jcache.CacheManagerImpl");
  }
}
