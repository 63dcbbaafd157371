package io.sealcache.managers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.KeyStoreFile;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.settings.SettingsTest;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.WrappingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagerKeysTest {
  private static final String SECRET = FixedKey.hex(171);

  @TempDir private Path directory;

  @Test
  void keyring_isTheSourceOfAManagersKeys() throws IOException {
    Path file = directory.resolve("keyring");
    KeyringFile.of("only", FixedKey.secret(1), Instant.EPOCH).write(file);

    try (StoreFixture store =
        StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, StoreFixture.keyring(file))) {
      EncryptedCache<String, Integer> cache = store.create("numbers");
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
      assertThat(Stores.encryption(cache).getCurrentKeyId())
          .isEqualTo("%08x".formatted(MasterKey.of(FixedKey.secret(1)).id()));
    }
  }

  @Test
  void keyring_thatIsBrokenOpensNoManager() {
    Path file = directory.resolve("missing");

    assertThatThrownBy(
            () ->
                StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, StoreFixture.keyring(file))
                    .close())
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll("Keyring file", file.toString(), "does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"master-key", "previous-master-keys", "index-key"})
  void keyring_isRefusedBesidesKeysInSettings(String other) {
    Settings settings =
        SettingsTest.of("sealcache.keyring", "/keyring", "sealcache." + other, SECRET);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(settings))
        .withMessageContainingAll("'sealcache.keyring'", "'sealcache." + other + "'", "take one")
        .withMessageNotContaining(SECRET);
  }

  @Test
  void blankKeysAreNoKeysBesidesAKeyring() throws IOException {
    Path file = directory.resolve("keyring");
    KeyringFile.of("only", FixedKey.secret(1), Instant.EPOCH).write(file);

    ManagerKeys keys =
        of(SettingsTest.of("sealcache.keyring", file.toString(), "sealcache.index-key", " "));
    assertThat(keys.keyring(null).hasOwnIndexKey()).isTrue();
    keys.close();
  }

  @Test
  void keystore_isTheSourceOfAManagersKeys() throws Exception {
    Path file = KeyStoreFile.in(directory);
    try (StoreFixture store =
        StoreFixture.over(
            TestStore.REFERENCE_IMPLEMENTATION,
            Map.of(
                "sealcache.keystore", file.toUri().toString(),
                "sealcache.keystore.password", KeyStoreFile.PASSWORD,
                "sealcache.master-key", "a",
                "sealcache.previous-master-keys", "b , c",
                "sealcache.index-key", "b"))) {
      EncryptedCache<String, Integer> cache = store.create("numbers");
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
      assertThat(Stores.encryption(cache).getCurrentKeyId()).isEqualTo(id(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keystore", "keystore.password", "master-key"})
  void keystore_settingsThatAreMissingAreNamed(String missing) {
    Properties settings =
        SettingsTest.properties(
            "sealcache.keystore", "/keys.p12",
            "sealcache.keystore.password", "geheim",
            "sealcache.master-key", "a");
    settings.remove("sealcache." + missing);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of(settings)))
        .withMessageContaining("'sealcache." + missing + "' is missing")
        .withMessageNotContaining("geheim");
  }

  @Test
  void settingThatNeedsAnother_isNamed() {
    Map<String, String> needed =
        Map.of(
            "sealcache.kms", "sealcache.keyring",
            "sealcache.keystore", "sealcache.keystore.password",
            "sealcache.keystore.password", "sealcache.keystore");

    needed.forEach(
        (given, missing) ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> of(SettingsTest.of(given, "x:y")))
                .withMessage("Setting '%s' is missing; '%s' needs it", missing, given));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.key-table", directory.toString())))
        .withMessage("Setting 'sealcache.kms' is missing; 'sealcache.key-table' needs it");
  }

  @Test
  void keystore_wrapsTheKeysOfAKeyring() throws Exception {
    Path keyStore = KeyStoreFile.in(directory);
    Path file = directory.resolve("keyring");
    KeyringFile.of("only", FixedKey.secret(1), Instant.EPOCH)
        .write(file, WrappingKey.open(keyStore.toString(), KeyStoreFile.PASSWORD, "c"), Map.of());

    ManagerKeys keys = of(wrapped(file, keyStore, "kms", "keystore:c"));
    assertThat(keys.keyring(null).current().id()).isEqualTo(MasterKey.of(FixedKey.secret(1)).id());
    keys.close();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(wrapped(file, keyStore, "kms", "keystore:a")))
        .withMessageContaining("does not open with this wrapping key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(wrapped(file, keyStore, "kms", "keystore:c", "index-key", "a")))
        .withMessageContainingAll("'sealcache.keyring'", "'sealcache.index-key'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(wrapped(file, keyStore)))
        .withMessageContainingAll("'sealcache.keystore'", "'sealcache.kms'", "'keystore:ALIAS'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(wrapped(file, keyStore, "kms", "keystore:c,keystore:a")))
        .withMessageContaining("'sealcache.kms' has 2 keys");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.kms", "keystore:c")))
        .withMessageContaining("'sealcache.keyring' is missing");
  }

  private static Settings wrapped(Path keyring, Path keyStore, String... namesAndValues) {
    Properties settings =
        SettingsTest.properties(
            "sealcache.keyring", keyring.toString(),
            "sealcache.keystore", keyStore.toString(),
            "sealcache.keystore.password", KeyStoreFile.PASSWORD);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.setProperty("sealcache." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return SettingsTest.of(settings);
  }

  private static String id(int seed) {
    return "%08x".formatted(MasterKey.of(FixedKey.secret(seed)).id());
  }

  private static ManagerKeys of(Settings settings) {
    return ManagerKeys.of(settings, ManagerKeysTest.class.getClassLoader());
  }
}
