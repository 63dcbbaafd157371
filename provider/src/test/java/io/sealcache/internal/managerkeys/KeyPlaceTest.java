package io.sealcache.internal.managerkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.settings.SettingsTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text on where keys come from, when a manager is open. */
class KeyPlaceTest {
  private static String shown(String... namesAndValues) {
    Settings settings = SettingsTest.of(namesAndValues);
    return KeyPlace.of(settings).shown(settings);
  }

  @Test
  void keysInSettings_areNamedByThemAndNotShown() {
    assertThat(shown("sealcache.master-key", "CANARY", "sealcache.index-key", "CANARY"))
        .isEqualTo("settings");
  }

  @Test
  void place_isShownWithWhatWrapsTheKeys() {
    assertThat(shown("sealcache.keyring", "/etc/app/keyring")).isEqualTo("/etc/app/keyring");
    assertThat(shown("sealcache.keyring", "/etc/app/keyring", "sealcache.kms", "aws:alias/caches"))
        .isEqualTo("/etc/app/keyring under aws:alias/caches");
    assertThat(
            shown(
                "sealcache.keystore", "/etc/app/keys.p12",
                "sealcache.keystore.password", "CANARY",
                "sealcache.master-key", "CANARY"))
        .isEqualTo("/etc/app/keys.p12");
    assertThat(
            shown(
                "sealcache.key-table", "/var/keys",
                "sealcache.keystore", "/etc/app/keys.p12",
                "sealcache.keystore.password", "CANARY",
                "sealcache.kms", "keystore:kek"))
        .isEqualTo("/var/keys under /etc/app/keys.p12");
    assertThat(shown("sealcache.key-source", "com.acme.Keys")).isEqualTo("com.acme.Keys");
  }

  /** The key store and the wrapping key were forgotten: the file would be read in clear. */
  @Test
  void passwordOfNoKeyStore_isRefusedBesideAKeyringAndATable() {
    for (String place : List.of("sealcache.keyring", "sealcache.key-table")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> shown(place, "/etc/app/keys", "sealcache.keystore.password", "CANARY"))
          .withMessageContainingAll("'sealcache.keystore.password'", "'sealcache.kms'")
          .withMessageContaining("keystore:ALIAS")
          .withMessageNotContaining("CANARY");
    }
  }

  @Test
  void url_isShownWithoutUserAndQuery() {
    assertThat(
            shown(
                "sealcache.keyring", "file://ada:CANARY@host/keyring?pin=CANARY",
                "sealcache.kms", "vault:https://ada:CANARY@vault/transit/key?token=CANARY"))
        .isEqualTo("file://host/keyring under vault:https://vault/transit/key");
  }
}
