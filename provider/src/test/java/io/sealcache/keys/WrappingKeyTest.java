package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.OwnerOnlyFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrappingKeyTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] KEK = FixedKey.secret(8);
  private static final KeyringFile KEYRING =
      KeyringFile.of("index", FixedKey.secret(1), Instant.EPOCH)
          .with("data", FixedKey.secret(2), Instant.EPOCH)
          .withCurrent("data");

  @TempDir private Path directory;
  private Path file;
  private WrappingKey key;

  @BeforeEach
  void write() throws IOException, GeneralSecurityException {
    file = directory.resolve("keyring");
    key = key(KEK);
    KEYRING.write(file, key);
  }

  @Test
  void generate_makesAsManyAsAreWanted() {
    assertThat(FixedWrappingKey.of(1).generate(2, Map.of())).hasSize(2);
  }

  @Test
  void wrap_givesTheKnownAnswerOfRfc3394Section46() throws Exception {
    WrappingKey known =
        key(HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    byte[] secret =
        HEX.parseHex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
    byte[] wrapped =
        HEX.parseHex(
            "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");

    assertThat(known.wrap(secret)).isEqualTo(wrapped).hasSize(WrappingKey.WRAPPED_LENGTH);
    assertThat(known.unwrap(wrapped)).isEqualTo(secret);
  }

  @Test
  void write_leavesNoSecretInClear() throws IOException {
    String text = Files.readString(file);

    assertThat(text).contains("key.index.wrapped=", "key.data.wrapped=").doesNotContain(".secret");
    for (int seed : new int[] {1, 2}) {
      byte[] secret = FixedKey.secret(seed);
      assertThat(text)
          .doesNotContain(HEX.formatHex(secret))
          .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(secret));
    }
  }

  @Test
  void read_givesTheKeysBack() {
    Keyring keyring = KeyringFile.read(file, key).keyring();

    assertThat(SameKeys.areIn(keyring, KEYRING.keyring())).isTrue();
    assertThat(KeyringFile.read(file, key).created("data")).isEqualTo(Instant.EPOCH);
  }

  @Test
  void read_refusesWhatAnotherKeyWrapped() throws Exception {
    WrappingKey other = key(FixedKey.secret(9));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(file, other))
        .withMessageContainingAll(file.toString(), ".wrapped does not open with this wrapping key");
  }

  @Test
  void read_refusesChangedAndMalformedKeys() throws IOException {
    String text = Files.readString(file);
    String wrapped = text.replaceAll("(?s).*key.data.wrapped=([^\n]+)\n.*", "$1");
    byte[] changed = Base64.getDecoder().decode(wrapped);
    changed[20] ^= 1;

    assertRefused(
        text.replace(wrapped, Base64.getEncoder().encodeToString(changed)),
        "key.data.wrapped does not open");
    assertRefused(text.replace(wrapped, wrapped.substring(4)), "key.data.wrapped is not Base64");
    assertRefused(text.replace(wrapped, wrapped + "!"), "key.data.wrapped is not Base64");
  }

  @Test
  void read_refusesWrappedKeysOfAnotherLength() throws GeneralSecurityException, IOException {
    // RFC 5649 pads: as long, but only 29 bytes are in it.
    Cipher padding = Cipher.getInstance("AESWrapPad");
    padding.init(Cipher.WRAP_MODE, new SecretKeySpec(KEK, "AES"));
    byte[] wrapped = padding.wrap(new SecretKeySpec(new byte[29], "AES"));
    assertThat(wrapped).hasSize(WrappingKey.WRAPPED_LENGTH);
    String text =
        Files.readString(file)
            .replaceAll(
                "key.data.wrapped=[^\n]+",
                "key.data.wrapped=" + Base64.getEncoder().encodeToString(wrapped));

    assertRefused(text, "key.data.wrapped does not open");
  }

  @Test
  void read_refusesSecretsInClear() throws IOException {
    KEYRING.write(file);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(file, key))
        .withMessageContainingAll("key.index.secret lies in clear", "sealcache.keystore.wrapping");
  }

  @Test
  void read_withoutAKeySaysWhatWrappedKeysNeed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(file))
        .withMessageContainingAll("key.index.wrapped is wrapped", "sealcache.keystore.wrapping");
  }

  @Test
  void fileKeySource_takesUpAWrappedKeyringThatChanges() throws IOException {
    try (FileKeySource keys = FileKeySource.open(file.toString(), key)) {
      assertThat(SameKeys.areIn(keys.keyring(null), KEYRING.keyring())).isTrue();
    }
    long[] time = {0};
    try (var keys = new FileKeySource(file, new SecretForm.Wrapped(key), () -> time[0])) {
      KEYRING.withCurrent("index").write(file, key);
      time[0] += FileKeySource.CHECK_INTERVAL_NANOS;
      assertThat(keys.keyring(null).current().isSameKey(MasterKey.of(FixedKey.secret(1)))).isTrue();
    }
  }

  @Test
  void fileKeySource_unwrapsAgainOnlyWhatHasChanged() throws Exception {
    AtomicInteger uses = new AtomicInteger();
    WrappingKey counted = counted(KEK, uses, new AtomicBoolean());
    long[] time = {0};
    try (var keys = new FileKeySource(file, new SecretForm.Wrapped(counted), () -> time[0])) {
      Keyring before = keys.keyring(null);
      int usesAtFirst = uses.get();
      for (int second = 0; second < 5; second++) {
        time[0] += FileKeySource.CHECK_INTERVAL_NANOS;
        assertThat(keys.keyring(null)).isSameAs(before);
      }

      assertThat(uses).hasValue(usesAtFirst).hasPositiveValue();
      KEYRING.withCurrent("index").write(file, key);
      time[0] += FileKeySource.CHECK_INTERVAL_NANOS;
      assertThat(keys.keyring(null)).isNotSameAs(before);
      assertThat(uses).hasValueGreaterThan(usesAtFirst);
    }
  }

  @Test
  void toString_showsNoKey() {
    assertThat(new SecretForm.Wrapped(key)).hasToString("Wrapped[key=WrappingKey]");
  }

  @Test
  void fileKeySource_asksOnceAboutAFileThatIsRefused() throws Exception {
    AtomicInteger uses = new AtomicInteger();
    WrappingKey counted = counted(KEK, uses, new AtomicBoolean());
    long[] time = {0};
    try (var keys = new FileKeySource(file, new SecretForm.Wrapped(counted), () -> time[0])) {
      Keyring before = keys.keyring(null);
      KEYRING.write(file, key(FixedKey.secret(9)));
      time[0] += FileKeySource.CHECK_INTERVAL_NANOS;
      assertThat(keys.keyring(null)).isSameAs(before);
      int usesForTheBadFile = uses.get();

      for (int minute = 0; minute < 5; minute++) {
        time[0] += FileKeySource.RETRY_INTERVAL_NANOS;
        Files.setLastModifiedTime(file, FileTime.fromMillis(minute));
        assertThat(keys.keyring(null)).isSameAs(before);
      }
      assertThat(uses).hasValue(usesForTheBadFile);

      Path aside = Files.move(file, file.resolveSibling("aside")); // it is forgotten by no failure
      time[0] += FileKeySource.RETRY_INTERVAL_NANOS;
      assertThat(keys.keyring(null)).isSameAs(before);
      Files.move(aside, file);
      time[0] += FileKeySource.RETRY_INTERVAL_NANOS;
      assertThat(keys.keyring(null)).isSameAs(before);
      assertThat(uses).hasValue(usesForTheBadFile);

      KEYRING.withCurrent("index").write(file, key);
      time[0] += FileKeySource.CHECK_INTERVAL_NANOS;
      assertThat(keys.keyring(null)).isNotSameAs(before);
    }
  }

  @Test
  void fileKeySource_asksOnceAMinuteWhileTheTokenFails() throws Exception {
    AtomicInteger uses = new AtomicInteger();
    AtomicBoolean broken = new AtomicBoolean();
    WrappingKey counted = counted(KEK, uses, broken);
    long[] time = {10 * FileKeySource.RETRY_INTERVAL_NANOS};
    try (var keys = new FileKeySource(file, new SecretForm.Wrapped(counted), () -> time[0])) {
      Keyring before = keys.keyring(null);
      KEYRING.withCurrent("index").write(file, key);
      broken.set(true);
      time[0] += FileKeySource.CHECK_INTERVAL_NANOS;
      long failedAt = time[0];
      assertThat(keys.keyring(null)).isSameAs(before);
      int usesAtFirst = uses.get();
      for (int second = 0; second < 30; second++) {
        time[0] += FileKeySource.CHECK_INTERVAL_NANOS;
        assertThat(keys.keyring(null)).isSameAs(before);
      }
      assertThat(uses).hasValue(usesAtFirst);

      broken.set(false);
      time[0] = failedAt + FileKeySource.RETRY_INTERVAL_NANOS;
      assertThat(keys.keyring(null)).isNotSameAs(before);
    }
  }

  @Test
  void close_letsTheKeyGo() {
    byte[] wrapped = key.wrap(FixedKey.secret(1));
    key.close();
    key.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> key.wrap(FixedKey.secret(1)))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(() -> key.unwrap(wrapped));
  }

  @Test
  void closeOfAFileKeySource_leavesTheKeyToItsOwner() {
    FileKeySource.open(file.toString(), key).close();

    assertThat(SameKeys.areIn(KeyringFile.read(file, key).keyring(), KEYRING.keyring())).isTrue();
  }

  /** A token, as it were, which counts how often it is asked, and may fail. */
  private static WrappingKey counted(byte[] secret, AtomicInteger uses, AtomicBoolean broken) {
    SecretKey key =
        new SecretKeySpec(secret, "AES") {
          private static final long serialVersionUID = 1;

          @Override
          public byte[] getEncoded() {
            uses.incrementAndGet();
            return broken.get() ? new byte[1] : super.getEncoded();
          }
        };
    return new WrappingKey(new TokenKeyWrap(key, Security.getProvider("SunJCE"), () -> {}));
  }

  private void assertRefused(String text, String message) throws IOException {
    OwnerOnlyFile.replace(file, text.getBytes(StandardCharsets.US_ASCII));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(file, key))
        .withMessageContainingAll(file.toString(), message);
  }

  private WrappingKey key(byte[] secret) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    char[] password = "password".toCharArray();
    store.load(null, password);
    store.setEntry(
        "kek",
        new KeyStore.SecretKeyEntry(new SecretKeySpec(secret, "AES")),
        new KeyStore.PasswordProtection(password));
    Path keyStore = directory.resolve("kek.p12");
    try (OutputStream out = Files.newOutputStream(keyStore)) {
      store.store(out, password);
    }
    return WrappingKey.open(keyStore.toString(), "password", "kek");
  }
}
