package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Compression;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.NamedCodec;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {
  private static final Properties NONE = new Properties();

  @Test
  void forCache_givesDefaults() {
    assertThat(SettingsTest.cache(SettingsTest.of(), "orders"))
        .isEqualTo(
            new CacheSettings(
                null,
                null,
                new Choice.Named<>("standard"),
                new Choice.Named<>("standard"),
                null,
                Compression.NONE,
                Padding.NONE,
                128L << 20,
                new MaxAge.FromExpiryPolicy(),
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
                new Choice.Named<>("com.acme.Codec"),
                new Choice.Named<>("string"),
                "com.acme.*;!*",
                Compression.DEFLATE,
                Padding.PADME,
                65536,
                new MaxAge.Limited(Duration.ofMinutes(10)),
                OnUnreadable.FAIL,
                Duration.ofMillis(250),
                NonceMode.RANDOM));
  }

  @Test
  void forCache_prefersTheCachesOwnSettingWhateverTheSource() {
    Properties file = SettingsTest.properties("sealcache.cache.orders.eu.tenant", "own");
    var settings =
        new Settings(SettingsTest.properties("sealcache.tenant", "all"), NONE, Map.of(), file);

    assertThat(SettingsTest.cache(settings, "orders.eu").tenant()).isEqualTo("own");
    assertThat(SettingsTest.cache(settings, "orders").tenant()).isEqualTo("all");
    assertThat(SettingsTest.cache(settings, "eu").tenant()).isEqualTo("all");
  }

  @Test
  void forCache_goesBySourcesAmongTheCachesOwnSettings() {
    Properties manager = SettingsTest.properties("sealcache.cache.a.tenant", "manager");
    Properties system = SettingsTest.properties("sealcache.cache.a.tenant", "system");

    assertThat(SettingsTest.cache(new Settings(manager, system, Map.of(), null), "a").tenant())
        .isEqualTo("manager");
    assertThat(SettingsTest.cache(new Settings(NONE, system, Map.of(), null), "a").tenant())
        .isEqualTo("system");
  }

  @Test
  void forCache_takesCodecInstances() {
    var codec = new NamedCodec("mine");
    var manager = new Properties();
    manager.put("sealcache.cache.a.codec", codec);
    manager.put("sealcache.key-codec", codec);

    CacheSettings cache = SettingsTest.cache(new Settings(manager, NONE, Map.of(), null), "a");
    assertThat(cache.codec()).isEqualTo(new Choice.Instance<>(codec));
    assertThat(cache.keyCodec()).isEqualTo(new Choice.Instance<>(codec));
  }
}
