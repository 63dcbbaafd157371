package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Settings of a cache that isn't there. */
@ExtendWith(OutputCaptureExtension.class)
class MisspeltCacheTest {
  private static final String WARNING = "are of no cache that is there";

  @Test
  void nameThatNoCacheHas_isToldWithThoseThatAreThere(CapturedOutput output) {
    start("sealcache.cache.boooks.padding=padme", "sealcache.cache.book.max-age=1h");

    assertThat(output)
        .contains(
            "Settings [sealcache.cache.book.max-age, sealcache.cache.boooks.padding] " + WARNING)
        .contains("[absent, books, optional, pairs, synchronised]");
  }

  @Test
  void namesThatCachesHave_areNot(CapturedOutput output) {
    start(
        "sealcache.cache.books.padding=padme",
        "sealcache.cache[orders.eu].maxAge=1h",
        "spring.cache.cache-names=books,orders.eu");

    assertThat(output).doesNotContain(WARNING);
  }

  private static void start(String... lines) {
    String[] all = new String[lines.length + 2];
    all[0] = Library.CAFFEINE;
    all[1] = Library.masterKey();
    System.arraycopy(lines, 0, all, 2, lines.length);
    try (ConfigurableApplicationContext application = Library.start(all)) {
      assertThat(application.isActive()).isTrue();
    }
  }
}
