package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Compression;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.encryption.OnUnreadable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {

  @Test
  void forCache_givesDefaults() {
    assertThat(SettingsTest.cache(SettingsTest.of(), "orders"))
        .isEqualTo(
            new CacheSettings(
                null,
                null,
                "standard",
                "standard",
                null,
                Compression.NONE,
                Padding.NONE,
                128L << 20,
                null,
                OnUnreadable.MISS,
                Duration.ofSeconds(10),
                NonceMode.COUNTER));
  }

  @Test
  void forCache_readsEverySetting() {
    Settings settings =
        SettingsTest.of(
            "sealcache.tenant", "acme",
            "sealcache.codec", "com.acme.Codec",
            "sealcache.key-codec", "string",
            "sealcache.java-filter", "com.acme.*;!*",
            "sealcache.compression", "deflate",
            "sealcache.padding", "padme",
            "sealcache.max-value-size", "64KiB",
            "sealcache.max-age", "10m",
            "sealcache.on-unreadable", "fail",
            "sealcache.contention-timeout", "250ms",
            "sealcache.nonce", "random");

    assertThat(SettingsTest.cache(settings, "orders"))
        .isEqualTo(
            new CacheSettings(
                "acme",
                null,
                "com.acme.Codec",
                "string",
                "com.acme.*;!*",
                Compression.DEFLATE,
                Padding.PADME,
                65536,
                Duration.ofMinutes(10),
                OnUnreadable.FAIL,
                Duration.ofMillis(250),
                NonceMode.RANDOM));
  }
}
