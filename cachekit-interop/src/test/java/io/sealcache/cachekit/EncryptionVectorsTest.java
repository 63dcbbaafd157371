package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivation, fingerprint, associated data and ciphertext, byte by byte. */
class EncryptionVectorsTest {
  private static final JsonObject INTEROP = Vectors.file("interop-mode.json");
  private static final JsonObject ENCRYPTION = Vectors.file("encryption.json");

  /** Each with what its file says of all of a group. */
  static Stream<Arguments> encrypted() {
    JsonObject defaultTenant = ENCRYPTION.getAsJsonObject("default_tenant");
    JsonObject anyDigits = ENCRYPTION.getAsJsonObject("master_key_input");
    return Stream.of(
            with(INTEROP, Vectors.group(INTEROP, "encryption_vectors", 1)),
            with(ENCRYPTION, Vectors.group(ENCRYPTION, "vectors", 9)),
            with(defaultTenant, Vectors.group(defaultTenant, "vectors", 1)),
            with(anyDigits, Vectors.group(anyDigits, "accept_vectors", 2)),
            keyring())
        .flatMap(s -> s);
  }

  static Stream<Arguments> keyring() {
    JsonObject keyring = ENCRYPTION.getAsJsonObject("keyring");
    return with(keyring, Vectors.group(keyring, "vectors", 2));
  }

  static Stream<Arguments> associatedData() {
    return Stream.concat(with(INTEROP, Vectors.group(INTEROP, "aad_vectors", 1)), encrypted());
  }

  private static Stream<Arguments> with(JsonObject group, Stream<Arguments> vectors) {
    return vectors.map(vector -> Arguments.of(vector.get()[0], group));
  }

  @ParameterizedTest
  @MethodSource("associatedData")
  void associatedData_isThatOfOtherLanguages(JsonObject vector, JsonObject group) {
    assertThat(Vectors.hex(associatedData(vector, group)))
        .isEqualTo(Vectors.text(vector, "aad_hex"));
  }

  @ParameterizedTest
  @MethodSource("encrypted")
  void derive_givesTheKeyOfOtherLanguages(JsonObject vector, JsonObject group) {
    assertThat(key(vector, group).fingerprint()).isEqualTo(fingerprint(vector, group));
  }

  @ParameterizedTest
  @MethodSource("encrypted")
  void open_readsWhatOtherLanguagesSeal(JsonObject vector, JsonObject group) {
    byte[] sealed = Vectors.bytes(vector, "ciphertext_hex");

    assertThat(SealedBytes.open(key(vector, group), associatedData(vector, group), sealed))
        .isEqualTo(Vectors.bytes(vector, "plaintext_hex"));
  }

  @ParameterizedTest
  @MethodSource("encrypted")
  void seal_givesTheBytesOfOtherLanguages(JsonObject vector, JsonObject group) {
    byte[] sealed = Vectors.bytes(vector, "ciphertext_hex");

    assertThat(
            SealedBytes.seal(
                key(vector, group),
                Arrays.copyOf(sealed, SealedBytes.NONCE_LENGTH),
                associatedData(vector, group),
                Vectors.bytes(vector, "plaintext_hex")))
        .isEqualTo(sealed);
  }

  @ParameterizedTest
  @MethodSource("encrypted")
  void open_refusesEachBitOfAssociatedDataThatChanges(JsonObject vector, JsonObject group) {
    byte[] associatedData = associatedData(vector, group);
    byte[] sealed = Vectors.bytes(vector, "ciphertext_hex");

    for (int i = 0; i < associatedData.length; i++) {
      byte[] other = associatedData.clone();
      other[i] ^= 1;
      assertThat(SealedBytes.open(key(vector, group), other, sealed)).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("keyring")
  void open_refusesTheOtherKeyOfTheRing(JsonObject vector, JsonObject group) {
    String other = Vectors.text(vector, "encrypted_with").equals("k1") ? "k2" : "k1";

    assertThat(
            SealedBytes.open(
                keyOfRing(group, other),
                associatedData(vector, group),
                Vectors.bytes(vector, "ciphertext_hex")))
        .isNull();
  }

  /** Which Python's hmac gave too; the vectors have its fingerprint only. */
  @Test
  void derive_givesTheDerivedKeyItself() {
    assertThat(key(ENCRYPTION, ENCRYPTION).key().getEncoded())
        .isEqualTo(Vectors.hex("cf7fc0bcba58980ed702558db1c2efa3fa01c930636f2321515cccf66f656440"));
  }

  private static TenantKey key(JsonObject vector, JsonObject group) {
    if (vector.has("encrypted_with")) {
      return keyOfRing(group, Vectors.text(vector, "encrypted_with"));
    }
    String master =
        Vectors.text(vector, "master_key_hex", Vectors.text(ENCRYPTION, "master_key_hex"));
    return TenantKey.derive(MasterKey.ofHex(master), Utf8.encode(tenant(vector, group)));
  }

  private static TenantKey keyOfRing(JsonObject group, String id) {
    return group.getAsJsonArray("entries").asList().stream()
        .map(entry -> entry.getAsJsonObject())
        .filter(entry -> Vectors.text(entry, "id").equals(id))
        .map(entry -> MasterKey.ofHex(Vectors.text(entry, "master_key_hex")))
        .map(master -> TenantKey.derive(master, Utf8.encode(Vectors.text(group, "tenant_id"))))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] associatedData(JsonObject vector, JsonObject group) {
    return AssociatedData.of(
        tenant(vector, group),
        Vectors.text(vector, "cache_key"),
        Vectors.text(vector, "format"),
        vector.get("compressed").getAsBoolean(),
        Vectors.text(vector, "original_type", ""));
  }

  private static String tenant(JsonObject vector, JsonObject group) {
    return Vectors.text(vector, "tenant_id", Vectors.text(group, "tenant_id", ""));
  }

  private static String fingerprint(JsonObject vector, JsonObject group) {
    return Vectors.text(
        vector,
        "key_fingerprint_hex",
        Vectors.text(
            vector,
            "derived_key_fingerprint_hex",
            Vectors.text(group, "derived_key_fingerprint_hex", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "interop-mode.json, e1ca6c2361509f347d17f3352e0d7ab4d4b61488737bdf0056bb5769d9794e72",
    "encryption.json, 1a8a3735408675bf9660ce1372f77723a9ffda8084010fa52eb756a330961589",
    "python-frame.json, b677d5f14de4a3cd1fa5307d4b46eae0545a20e51e9163f96495ee7ad15600d0",
    "wire-format.json, b902db88fb9b2c4a2d0def7266f8199a858fcb921262c1eaf2c2c03412b5b56a"
  })
  void file_isTheOneThatIsPublished(String name, String sha256)
      throws IOException, NoSuchAlgorithmException {
    try (InputStream file = Vectors.class.getResourceAsStream(name)) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
      assertThat(Vectors.hex(digest)).isEqualTo(sha256);
    }
  }
}
