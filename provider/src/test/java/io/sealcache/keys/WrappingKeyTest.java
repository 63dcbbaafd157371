package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.KeyStoreFile;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrappingKeyTest {
  private static final Map<String, String> CONTEXT = Map.of("of", "test");
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] KEK = FixedKey.secret(8);
  private static final KeyringFile KEYRING =
      KeyringFile.of("index", FixedKey.secret(1), Instant.EPOCH)
          .with("data", FixedKey.secret(2), Instant.EPOCH)
          .withCurrent("data");

  private final ManualScheduler time = new ManualScheduler(0);

  @TempDir private Path directory;
  private Path file;
  private WrappingKey key;

  @BeforeEach
  void write() throws IOException, GeneralSecurityException {
    file = directory.resolve("keyring");
    key = key(KEK);
    KEYRING.write(file, key, CONTEXT);
  }

  @Test
  void open_refusesAKeyThatObviouslyIsNotRandom() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key(new byte[32]))
        .withMessageContainingAll("kek.p12", "the alias in 'sealcache.kms'", "random");
  }

  @Test
  void generate_makesAnotherKeyEachTimeThatOnlyItsContextOpens() throws Exception {
    byte[] wrapped = key.generate(CONTEXT);

    assertThat(key.unwrap(wrapped, CONTEXT))
        .hasSize(32)
        .isEqualTo(key(KEK).unwrap(wrapped, CONTEXT));
    assertThat(key.unwrap(key.generate(CONTEXT), CONTEXT))
        .isNotEqualTo(key.unwrap(wrapped, CONTEXT));
    for (Map<String, String> other :
        List.of(Map.<String, String>of(), Map.of("o", "ftest"), Map.of("of", "test", "a", "b"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.unwrap(wrapped, other))
          .withMessageContaining("does not open with this wrapping key");
    }
  }

  @Test
  void unwrap_isAesGcmOfTheContextAsThePageSays() throws Exception {
    byte[] wrapped = key.generate(Map.of("b", "2", "a", "1"));
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(KEK, "AES"),
        new GCMParameterSpec(128, Arrays.copyOf(wrapped, 12)));
    gcm.updateAAD(HEX.parseHex("0000000161000000013100000001620000000132"));

    assertThat(key.unwrap(wrapped, Map.of("a", "1", "b", "2")))
        .isEqualTo(gcm.doFinal(wrapped, 12, wrapped.length - 12));
  }

  @Test
  void unwrap_ofAnotherLength_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> key.unwrap(new byte[59], CONTEXT));
    assertThatIllegalArgumentException().isThrownBy(() -> key.unwrap(new byte[0], CONTEXT));
  }

  @Test
  void write_leavesNoSecretInClear() throws IOException {
    String text = Files.readString(file);

    assertThat(text).contains("key.index=wrapped ", "key.data=wrapped ", "secrets=");
    for (int seed : new int[] {1, 2}) {
      byte[] secret = FixedKey.secret(seed);
      assertThat(text)
          .doesNotContain(HEX.formatHex(secret))
          .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(secret));
    }
  }

  @Test
  void read_refusesSecretsInClear() throws IOException {
    KEYRING.write(file);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(file, key, CONTEXT))
        .withMessageContainingAll("key.index lies in clear", "sealcache.kms");
  }

  @Test
  void read_withoutAKeySaysWhatWrappedKeysNeed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(file))
        .withMessageContainingAll("key.index is wrapped", "sealcache.kms");
  }

  @Test
  void source_unwrapsAgainOnlyWhatHasChanged() throws Exception {
    PretendedService.Key counted = new PretendedService().open("1");
    KEYRING.write(file, FixedWrappingKey.of(1), CONTEXT);
    try (KeySource keys = open(counted)) {
      Keyring before = keys.keyring(null);
      time.pass(Duration.ofSeconds(5));
      assertThat(keys.keyring(null)).isSameAs(before);
      assertThat(counted.unwraps).hasValue(1);

      KEYRING.withCurrent("index").write(file, FixedWrappingKey.of(1), CONTEXT);
      time.pass(Duration.ofSeconds(1));
      assertThat(keys.keyring(null).current().isSameKey(MasterKey.of(FixedKey.secret(1)))).isTrue();
      assertThat(counted.unwraps).hasValue(2);
    }
    assertThat(counted.isClosed()).isTrue();
  }

  @Test
  void close_letsTheKeyGo() {
    byte[] wrapped = key.generate(CONTEXT);
    key.close();
    key.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> key.generate(CONTEXT))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(() -> key.unwrap(wrapped, CONTEXT));
  }

  private KeySource open(KeyEncryptionKey by) {
    return KeySources.ofKeyringFile(file.toString(), by, CONTEXT, null, time);
  }

  private WrappingKey key(byte[] secret) throws IOException, GeneralSecurityException {
    Path keyStore = KeyStoreFile.of(directory.resolve("kek.p12"), Map.of("kek", secret));
    return WrappingKey.open(keyStore.toString(), KeyStoreFile.PASSWORD, "kek");
  }
}
