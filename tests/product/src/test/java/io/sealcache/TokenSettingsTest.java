package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.MasterKey;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.WrappingKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keyring file whose keys a PKCS#11 token wraps, by the settings of a manager. */
class TokenSettingsTest {
  @TempDir private Path directory;

  @Test
  void keyringWrappedByAToken_sealsAndOpens() throws Exception {
    Path keyring = directory.resolve("keyring.properties");
    String token = SoftHsm.configuration().toString();
    KeyringFile.of("a", FixedKey.secret(1), Instant.EPOCH)
        .write(keyring, WrappingKey.ofToken(token, SoftHsm.PIN, SoftHsm.ALIAS), Map.of());
    Map<String, String> settings = settings(token);
    settings.put("sealcache.keyring", keyring.toString());
    settings.put("sealcache.keystore.wrapping", SoftHsm.ALIAS);

    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE, settings)) {
      EncryptedCache<String, Integer> cache = fixture.create("numbers");
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
      assertThat(Stores.encryption(cache).getCurrentKeyId())
          .isEqualTo("%08x".formatted(MasterKey.of(FixedKey.secret(1)).id()));
    }
  }

  @Test
  void masterKeysInAToken_areRefusedWithTheWayOut() {
    Map<String, String> settings = settings("token.cfg");
    settings.put("sealcache.keystore.current", "a");

    assertThatThrownBy(() -> StoreFixture.over(TestStore.CAFFEINE, settings))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll(
            "sealcache.keystore.type", "sealcache.keyring", "sealcache.keystore.wrapping");
  }

  @Test
  void unknownTypeOfKeyStore_isRefusedWithThoseThereAre() {
    Map<String, String> settings = settings("keys.jks");
    settings.put("sealcache.keystore.type", "jks");

    assertThatThrownBy(() -> StoreFixture.over(TestStore.CAFFEINE, settings))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll("sealcache.keystore.type", "'jks'", "'pkcs12'", "'pkcs11'");
  }

  private static Map<String, String> settings(String keystore) {
    Map<String, String> settings = new HashMap<>();
    settings.put("sealcache.master-key", "");
    settings.put("sealcache.index-key", "");
    settings.put("sealcache.keystore.type", "pkcs11");
    settings.put("sealcache.keystore", keystore);
    settings.put("sealcache.keystore.password", SoftHsm.PIN);
    return settings;
  }
}
