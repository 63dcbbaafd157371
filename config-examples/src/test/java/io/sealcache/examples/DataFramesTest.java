package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class DataFramesTest {
  /** Closing the allocator would throw if a table were left. */
  @Test
  void run_getsTheTableBackAndClosesAll() {
    Properties settings = new Properties();
    settings.setProperty(
        "sealcache.store.provider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    settings.setProperty(
        "sealcache.master-key", "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84");
    settings.setProperty(
        "sealcache.index-key", "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9");

    assertThat(DataFrames.run(settings, 4200, 5100, 0)).isEqualTo(9300);
  }
}
