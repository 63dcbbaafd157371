package io.sealcache.internal.managerkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.settings.SettingsTest;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.PretendedService;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are wrapped elsewhere, by the settings of a manager. */
class ServedKeysTest {
  @TempDir private Path directory;

  private final List<ManagerKeys> opened = new ArrayList<>();

  @AfterEach
  void close() { // or they would look for newer keys during the tests of other classes
    opened.forEach(keys -> keys.close());
  }

  @Test
  void kms_wrapsTheKeysOfAKeyringForItsContext() throws Exception {
    Path file = directory.resolve("keyring");
    KeyEncryptionKey key = new PretendedService().open("1");
    KeyringFile.generate(Instant.EPOCH).write(file, key, Map.of("sealcache-context", "shop"));

    ManagerKeys keys = of(served(file, "context", "shop"));
    assertThat(keys.keyring(null).hasOwnIndexKey()).isTrue();
    keys.close();
    assertThatThrownBy(() -> of(served(file, "context", "other")))
        .hasMessageContaining("does not open with this wrapping key");
    assertThatThrownBy(() -> of(served(file)))
        .hasMessageContaining("does not open with this wrapping key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none:1", "pretended", ":1", "Pretended:1", "5f3c:00"})
  void kms_ofNoServiceOnTheClassPath_isRefusedWithThoseThatAreAndNotShown(String kms) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.keyring", "k", "sealcache.kms", kms)))
        .withMessageContainingAll(
            "'sealcache.kms'", "[pretended]", "sealcache-aws-kms brings 'aws'")
        .withMessageNotContaining("'" + kms);
  }

  @ParameterizedTest
  @CsvSource({
    "aws:alias/x, sealcache-aws-kms",
    "vault:https://x/y/z, sealcache-vault",
    "pkcs11:kek?token=a&pin-file=b, sealcache-pkcs11"
  })
  void kms_whoseArtifactIsMissing_isRefusedByItsName(String kms, String artifact) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.keyring", "k", "sealcache.kms", kms)))
        .withMessageContainingAll("'sealcache.kms'", "io.sealcache:" + artifact + ":");
  }

  @Test
  void kms_needsAPlaceOfKeysAndNoOtherThatWraps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(SettingsTest.of("sealcache.kms", "pretended:1")))
        .withMessageContaining("'sealcache.keyring' is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> of(SettingsTest.of("sealcache.keyring", "k", "sealcache.kms", "pretended:x")))
        .withMessageContainingAll("'sealcache.kms'", "called by a number");
    for (String other : List.of("keystore", "master-key", "key-source")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  of(
                      SettingsTest.of(
                          "sealcache.keyring",
                          "k",
                          "sealcache.kms",
                          "pretended:1",
                          "sealcache." + other,
                          "other")))
          .withMessageContainingAll(
              other.equals("keystore") ? "'sealcache.kms'" : "'sealcache.keyring'",
              "'sealcache." + other + "'");
    }
  }

  private static Settings served(Path file, String... namesAndValues) {
    Properties settings =
        SettingsTest.properties(
            "sealcache.keyring", file.toString(), "sealcache.kms", "pretended:1");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.setProperty("sealcache." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return SettingsTest.of(settings);
  }

  private ManagerKeys of(Settings settings) {
    ManagerKeys keys = ManagerKeys.of(settings, ServedKeysTest.class.getClassLoader());
    opened.add(keys);
    return keys;
  }
}
