package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.crypto.NonceMode;
import io.sealcache.store.Compression;
import io.sealcache.store.Padding;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import javax.cache.configuration.Configuration;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {
  private static final Properties NONE = new Properties();

  @Test
  void forCache_givesDefaults() {
    assertThat(SettingsTest.cache(SettingsTest.of(), "orders"))
        .isEqualTo(
            new CacheSettings(
                new TenantChoice.None(),
                new CodecChoice.Named("standard"),
                new CodecChoice.Named("standard"),
                null,
                Compression.NONE,
                Padding.NONE,
                128L << 20,
                new MaxAge.FromExpiryPolicy(),
                OnUnreadable.MISS,
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
            "sealcache.nonce", "random");

    assertThat(SettingsTest.cache(settings, "orders"))
        .isEqualTo(
            new CacheSettings(
                new TenantChoice.Fixed("acme"),
                new CodecChoice.Named("com.acme.Codec"),
                new CodecChoice.Named("string"),
                "com.acme.*;!*",
                Compression.DEFLATE,
                Padding.PADME,
                65536,
                new MaxAge.Limited(Duration.ofMinutes(10)),
                OnUnreadable.FAIL,
                NonceMode.RANDOM));
  }

  @Test
  void forCache_prefersTheCachesOwnSettingWhateverTheSource() {
    Properties file = SettingsTest.properties("sealcache.cache.orders.eu.tenant", "own");
    var settings =
        new Settings(SettingsTest.properties("sealcache.tenant", "all"), NONE, Map.of(), file);

    assertThat(SettingsTest.cache(settings, "orders.eu").tenant())
        .isEqualTo(new TenantChoice.Fixed("own"));
    assertThat(SettingsTest.cache(settings, "orders").tenant())
        .isEqualTo(new TenantChoice.Fixed("all"));
    assertThat(SettingsTest.cache(settings, "eu").tenant())
        .isEqualTo(new TenantChoice.Fixed("all"));
  }

  @Test
  void forCache_goesBySourcesAmongTheCachesOwnSettings() {
    Properties manager = SettingsTest.properties("sealcache.cache.a.tenant", "manager");
    Properties system = SettingsTest.properties("sealcache.cache.a.tenant", "system");

    assertThat(SettingsTest.cache(new Settings(manager, system, Map.of(), null), "a").tenant())
        .isEqualTo(new TenantChoice.Fixed("manager"));
    assertThat(SettingsTest.cache(new Settings(NONE, system, Map.of(), null), "a").tenant())
        .isEqualTo(new TenantChoice.Fixed("system"));
  }

  @Test
  void forCache_prefersEncryptedConfigurationToEverything() {
    Settings settings =
        SettingsTest.of("sealcache.cache.a.tenant", "own", "sealcache.nonce", "random");
    var configuration = new EncryptedConfiguration<String, String>().setTenant("configured");

    CacheSettings cache = settings.forCache("a", configuration);
    assertThat(cache.tenant()).isEqualTo(new TenantChoice.Fixed("configured"));
    assertThat(cache.nonce()).isEqualTo(NonceMode.RANDOM);
  }

  @Test
  void forCache_takesABareConfiguration() {
    assertThat(SettingsTest.of("sealcache.tenant", "acme").forCache("a", new Bare()).tenant())
        .isEqualTo(new TenantChoice.Fixed("acme"));
  }

  @Test
  void forCache_takesCodecInstances() {
    var codec = new NamedCodec("mine");
    var manager = new Properties();
    manager.put("sealcache.cache.a.codec", codec);
    manager.put("sealcache.key-codec", codec);

    CacheSettings cache = SettingsTest.cache(new Settings(manager, NONE, Map.of(), null), "a");
    assertThat(cache.codec()).isEqualTo(new CodecChoice.Instance(codec));
    assertThat(cache.keyCodec()).isEqualTo(new CodecChoice.Instance(codec));
  }

  /** All that JCache asks of a configuration. */
  private static final class Bare implements Configuration<Object, Object> {
    @Override
    public Class<Object> getKeyType() {
      return Object.class;
    }

    @Override
    public Class<Object> getValueType() {
      return Object.class;
    }

    @Override
    public boolean isStoreByValue() {
      return true;
    }
  }
}
