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
    settings.setProperty("sealcache.master-key", "00".repeat(31) + "02");
    settings.setProperty("sealcache.index-key", "00".repeat(31) + "01");

    assertThat(DataFrames.run(settings, 4200, 5100, 0)).isEqualTo(9300);
  }
}
