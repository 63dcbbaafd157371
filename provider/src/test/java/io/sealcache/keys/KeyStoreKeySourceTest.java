package io.sealcache.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.OwnersFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStoreKeySourceTest {
  private static final String PASSWORD = "correct horse";
  private static final String NONE = "";

  @TempDir private static Path directory;
  private static Path file;

  @BeforeAll
  static void write() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    set(store, "one", FixedKey.secret(1), "AES", PASSWORD);
    set(store, "two", FixedKey.secret(2), "AES", PASSWORD);
    set(store, "index", FixedKey.secret(3), "AES", PASSWORD);
    set(store, "short", new byte[16], "AES", PASSWORD);
    set(
        store,
        "phrase",
        "a phrase of 32 bytes as a password".substring(2).getBytes(US_ASCII),
        "PBEWithMD5AndDES",
        PASSWORD);
    set(store, "other", FixedKey.secret(5), "AES", "another password");
    file = directory.resolve("keys.p12");
    try (OutputStream out = OwnersFile.open(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  @Test
  void open_withoutIndexTakesTheCurrentKeyAndWarnsOfRotations() {
    assertThat(logOf("one", NONE, null)).isEmpty();
    assertThat(logOf("one", "two", "two")).isEmpty();
    assertThat(logOf("one", "two", null))
        .singleElement()
        .asString()
        .startsWith("WARNING")
        .contains("sealcache.index-key", "cold");
  }

  @Test
  void open_refusesAWrongPasswordWithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofKeyStore(file.toString(), "wrong", "one", NONE, null))
        .withMessageContainingAll(file.toString(), "sealcache.keystore.password")
        .withMessageNotContaining("wrong");
  }

  @Test
  void open_namesEntriesThatAreMissingOrNoKeysOfTheKind() {
    String noKey = "no secret key of the alias in ";
    assertRefused("none", NONE, null, noKey + "'sealcache.master-key'");
    assertRefused("one", "none", null, noKey + "'sealcache.previous-master-keys'");
    assertRefused("one", NONE, "none", noKey + "'sealcache.index-key'");
    String entry = "the entry of the alias in 'sealcache.master-key'";
    assertRefused("short", NONE, null, entry, "AES key of 256 bits", "keytool");
    assertRefused("phrase", NONE, null, entry, "AES key of 256 bits");
    assertRefused("other", NONE, null, entry, "does not open with the key store's password");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open("one", "one", null))
        .withMessageContainingAll(
            "'sealcache.previous-master-keys'", "also listed as a previous key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s ", "0x%s", "'%s'", "key %s", "%s0"})
  void open_showsNoKeyTakenForAnAlias(String written) {
    String key = FixedKey.hex(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(written.formatted(key), NONE, null))
        .withMessageContaining("no secret key of the alias in 'sealcache.master-key'")
        .withMessageNotContaining(key.substring(0, 8));
  }

  /** Otherwise the data key would make stored keys too, and they would be lost with a rotation. */
  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void open_refusesABlankIndexKey(String index) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open("one", NONE, index).close())
        .withMessageContaining("'sealcache.index-key' is blank");
  }

  @Test
  void open_refusesOtherFilesAndNone() throws IOException {
    Path other = OwnersFile.write(directory.resolve("other.p12"), "no key store");
    for (String cause : List.of("PKCS#12", "NoSuchFileException")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KeySources.ofKeyStore(other.toString(), PASSWORD, "one", NONE, null))
          .withMessageContainingAll("Key store '" + other + "'", "cannot be read", cause)
          .withMessageNotContaining(PASSWORD);
      Files.deleteIfExists(other);
    }
  }

  private void assertRefused(
      String current, String previous, @Nullable String index, String... messages) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(current, previous, index))
        .withMessageStartingWith("Key store '" + file + "'")
        .withMessageContainingAll(messages)
        .withMessageNotContaining(PASSWORD);
  }

  private List<String> logOf(String current, String previous, @Nullable String index) {
    return CapturedLog.of("io.sealcache.keys", () -> open(current, previous, index).close());
  }

  private KeySource open(String current, String previous, @Nullable String index) {
    return KeySources.ofKeyStore(file.toString(), PASSWORD, current, previous, index);
  }

  private static void set(
      KeyStore store, String alias, byte[] secret, String algorithm, String password)
      throws GeneralSecurityException {
    store.setEntry(
        alias,
        new KeyStore.SecretKeyEntry(new SecretKeySpec(secret, algorithm)),
        new KeyStore.PasswordProtection(password.toCharArray()));
  }
}
