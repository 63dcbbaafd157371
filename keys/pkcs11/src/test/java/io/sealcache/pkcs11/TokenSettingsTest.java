package io.sealcache.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyringFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keyring file whose keys a PKCS#11 token wraps, by the settings of a manager. */
class TokenSettingsTest {
  @TempDir private Path directory;

  @Test
  void keyringWrappedByAToken_sealsAndOpens() throws Exception {
    Path keyring = directory.resolve("keyring.properties");
    Path pin = OwnersFile.write(directory.resolve("pin"), SoftHsm.PIN + "\n");
    String key = "%s?token=%s&pin-file=%s".formatted(SoftHsm.ALIAS, SoftHsm.configuration(), pin);
    KeyringFile.of("a", FixedKey.secret(1), Instant.EPOCH)
        .write(keyring, new Pkcs11().open(key), Map.of());
    Properties settings = new Properties();
    settings.setProperty(
        "sealcache.store.provider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    settings.setProperty("sealcache.keyring", keyring.toString());
    settings.setProperty("sealcache.kms", "pkcs11:" + key);

    try (CacheManager manager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
            .getCacheManager(null, null, settings)) {
      Cache<String, Integer> cache =
          manager.createCache(
              "numbers",
              new EncryptedConfiguration<String, Integer>().setTypes(String.class, Integer.class));
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
    }
  }
}
