package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.MasterKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final String SECRET = "ab".repeat(MasterKey.LENGTH);

  @TempDir private Path directory;

  @Test
  void keyring_isTheSourceOfAManagersKeys() throws IOException {
    Path file = directory.resolve("keyring");
    KeyringFile.of("only", new byte[MasterKey.LENGTH], Instant.EPOCH).write(file);

    try (StoreFixture store =
        StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, keyring(file))) {
      EncryptedCache<String, Integer> cache = store.create("numbers");
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
      assertThat(Stores.encryption(cache).getCurrentKeyId())
          .isEqualTo("%08x".formatted(MasterKey.of(new byte[MasterKey.LENGTH]).id()));
    }
  }

  @Test
  void keyring_thatIsBrokenOpensNoManager() {
    Path file = directory.resolve("missing");

    assertThatThrownBy(
            () -> StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, keyring(file)).close())
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll("Keyring file", file.toString(), "does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"master-key", "previous-master-keys", "index-key"})
  void keyring_isRefusedBesidesKeysInSettings(String other) {
    Settings settings =
        SettingsTest.of("sealcache.keyring", "/keyring", "sealcache." + other, SECRET);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keys.of(settings))
        .withMessageContainingAll("'sealcache.keyring'", "'sealcache." + other + "'", "take one")
        .withMessageNotContaining(SECRET);
  }

  @Test
  void blankKeysAreNoKeysBesidesAKeyring() throws IOException {
    Path file = directory.resolve("keyring");
    KeyringFile.of("only", new byte[MasterKey.LENGTH], Instant.EPOCH).write(file);

    Keys keys =
        Keys.of(SettingsTest.of("sealcache.keyring", file.toString(), "sealcache.index-key", " "));
    keys.source().close();
    assertThat(keys.source().keyring(null).hasOwnIndexKey()).isTrue();
  }

  private static Map<String, String> keyring(Path file) {
    return Map.of(
        "sealcache.master-key",
        "",
        "sealcache.index-key",
        "",
        "sealcache.keyring",
        file.toString());
  }
}
