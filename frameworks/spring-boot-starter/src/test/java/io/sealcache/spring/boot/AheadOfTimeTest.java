package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code that a build's process-aot makes of the guide's application, and how that starts. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AheadOfTimeTest {
  private static final String FAILED = "APPLICATION FAILED TO START";
  private static final String ALLOWED =
      "sealcache.allow-plaintext-caches=cacheManager,cacheInterceptor";
  private static final String IN_CLEAR = "spring.cache.type=simple";

  private ProcessedLibrary library;

  /** As a build does, without a key. */
  @BeforeAll
  void process(@TempDir Path directory) throws IOException {
    library = ProcessedLibrary.of(directory, Library.CAFFEINE);
  }

  @Test
  void processing_generatesTheGuardAndTheHints() throws IOException {
    assertThat(text(library.sources())).contains("sealCacheGuard", "jCacheCacheManager");
    assertThat(text(library.resources()))
        .contains("io.sealcache.EncryptedCachingProvider")
        .contains("CaffeineCachingProvider");
  }

  @Test
  void processedApplication_startsAndItsStoreHoldsNoCanary() throws Exception {
    assertThat(library.start(Library.CAFFEINE, Library.masterKey()))
        .contains("generated true, asked 5, entries 5, isbn in [], title in []");
  }

  @ParameterizedTest
  @CsvSource({
    IN_CLEAR + ", spring.cache.type",
    "spring.cache.jcache.provider=com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider,"
        + " spring.cache.jcache.provider",
    "sealcache.padding=paddme, sealcache.padding",
    "sealcache.allow-plaintext-caches=nobody, sealcache.allow-plaintext-caches"
  })
  void processedApplication_withOneLineWrong_isRefused(String line, String named) throws Exception {
    String output = library.start(Library.CAFFEINE, Library.masterKey(), line);

    assertThat(output).contains(FAILED).doesNotContain("generated");
    assertThat(output.substring(output.indexOf(FAILED))).contains("Action:").contains(named);
  }

  @Test
  void processedApplication_withoutAKey_isRefused() throws Exception {
    assertThat(library.start(Library.CAFFEINE))
        .contains(FAILED)
        .contains("Set sealcache.keyring to the path of a keyring file")
        .doesNotContain("generated");
  }

  /** The last start is the control: what the search finds in such a cache. */
  @Test
  void applicationProcessedWithATypeInClear_isRefusedUnlessAllowed(@TempDir Path directory)
      throws Exception {
    ProcessedLibrary inClear = ProcessedLibrary.of(directory, Library.CAFFEINE, IN_CLEAR);

    assertThat(inClear.start(Library.CAFFEINE, Library.masterKey(), IN_CLEAR))
        .contains(FAILED)
        .contains("spring.cache.type is 'simple'")
        .doesNotContain("generated");
    assertThat(inClear.start(Library.CAFFEINE, Library.masterKey(), "spring.cache.type=jcache"))
        .contains(FAILED)
        .contains("Bean 'cacheManager'")
        .contains("ConcurrentMapCacheManager, which is not over SealCache")
        .doesNotContain("generated");
    assertThat(inClear.start(Library.CAFFEINE, Library.masterKey(), IN_CLEAR, ALLOWED))
        .contains("generated true, asked 5", "isbn in [UTF-8]", "title in [UTF-8]");
  }

  private static String text(Path directory) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
