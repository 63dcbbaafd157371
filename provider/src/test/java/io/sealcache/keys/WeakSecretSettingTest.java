package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.core.MasterKey;
import io.sealcache.fixture.KeyStoreFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that obviously are not random, wherever they are set. */
class WeakSecretSettingTest {
  @ParameterizedTest
  @ValueSource(strings = {"master", "previous", "index"})
  void weakKeyInASetting_isRefusedByItsName(String which) {
    String weak = "00".repeat(31) + "01";
    String strong = FixedKey.hex(1);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                KeySources.ofText(
                    which.equals("master") ? weak : strong,
                    which.equals("previous") ? weak : null,
                    which.equals("index") ? weak : FixedKey.hex(2)))
        .withMessageContainingAll("sealcache.", which, "random bytes")
        .withMessageNotContaining("0001");
  }

  @Test
  void weakKeyInAKeyringFile_isRefusedByItsId() {
    String file =
        "key.old=%s\nindex-and-data=old\ncurrent=old\nversion=3".formatted("00".repeat(32));
    byte[] content = file.getBytes(StandardCharsets.US_ASCII);
    KeyringFile keyring = KeyringFile.parse("File", content, null, Map.of());

    assertThatIllegalArgumentException()
        .isThrownBy(keyring::keyring)
        .withMessageContainingAll("key 'old'", "random bytes")
        .withMessageNotContaining("0000");
    assertThatCode(() -> keyring.keyId("old")).doesNotThrowAnyException();
  }

  @Test
  void weakKeyInAKeyStore_isRefusedByItsSetting(@TempDir Path directory) throws Exception {
    Path file =
        KeyStoreFile.of(directory.resolve("keys.p12"), Map.of("zeros", new byte[MasterKey.LENGTH]));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                KeySources.ofKeyStore(file.toString(), KeyStoreFile.PASSWORD, "zeros", null, null))
        .withMessageContainingAll(file.toString(), "'sealcache.master-key'", "random bytes")
        .withMessageNotContaining("zeros");
  }
}
