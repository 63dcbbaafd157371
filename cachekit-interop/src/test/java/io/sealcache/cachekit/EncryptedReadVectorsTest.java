package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.NotAuthentic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that are authentic for something else, or in another container. */
class EncryptedReadVectorsTest {
  private static final JsonObject VECTORS = Vectors.file("encryption.json");
  private static final String PREFIX = "app:";

  private static final InteropKeyring KEYRING =
      InteropKeyring.of(
          Vectors.text(VECTORS, "tenant_id"),
          MasterKey.ofHex(Vectors.text(VECTORS, "master_key_hex")));

  /** Whose text is that of vectors for interop mode. */
  private static final List<InteropKey> KEYS =
      List.of(
          InteropKey.of("t", "op", true, false, null),
          InteropKey.of("t", "op", 42, "hello", Map.of("b", 2, "a", 1)));

  static Stream<Arguments> sealedForSomethingElse() {
    return Vectors.group(VECTORS, "aad_reject_vectors", 10);
  }

  static Stream<Arguments> containers() {
    return Vectors.group(VECTORS.getAsJsonObject("decrypted_container"), "vectors", 6);
  }

  /** It fails as such, and not where the content of another try was no value. */
  @ParameterizedTest
  @MethodSource("sealedForSomethingElse")
  void read_triesNoOtherAssociatedData(JsonObject vector) {
    String key = Vectors.text(vector, "cache_key");
    FrameReader reader = FrameReader.encrypted(KEYRING);

    for (FrameReader each : List.of(reader, reader.withoutIntegrityChecks())) {
      assertThatThrownBy(() -> each.read(key, frame("default", vector)))
          .isInstanceOf(NotAuthentic.class);
      if (key.startsWith(PREFIX)) {
        assertThatThrownBy(
                () ->
                    each.withKeyPrefix(PREFIX)
                        .read(key.substring(PREFIX.length()), frame("default", vector)))
            .isInstanceOf(NotAuthentic.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("containers")
  void read_takesNoOtherContainerThanTheReaders(JsonObject vector) {
    switch (Vectors.text(vector, "reader")) {
      case "interop" -> assertMalformed(() -> cipher().decrypt(keyOf(vector), sealed(vector)));
      case "arrow_checksummed" -> assertMalformed(() -> read("arrow", vector));
      case "orjson_checksummed" -> assertMalformed(() -> read("orjson", vector));
      case "bytestorage_envelope" -> assertMalformed(() -> read("default", vector));
      default -> assertNotUnwrapped(vector);
    }
  }

  private static void assertMalformed(Runnable read) {
    assertThatThrownBy(read::run).isInstanceOf(Malformed.class);
  }

  /** One document, whose first part is the block of LZ4 and not the value in it. */
  private static void assertNotUnwrapped(JsonObject vector) {
    FrameReader reader = FrameReader.encrypted(KEYRING).withoutIntegrityChecks();
    Object value = reader.read(Vectors.text(vector, "cache_key"), frame("default", vector)).value();

    assertThat(Vectors.text(vector, "outcome")).isEqualTo("not_unwrapped");
    assertThat(value).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(4);
  }

  private static InteropCipher cipher() {
    return InteropCipher.of(KEYRING);
  }

  private static InteropKey keyOf(JsonObject vector) {
    return KEYS.stream()
        .filter(key -> key.text().equals(Vectors.text(vector, "cache_key")))
        .findFirst()
        .orElseThrow();
  }

  private static Frame read(String serializer, JsonObject vector) {
    return FrameReader.encrypted(KEYRING)
        .withSerializer(serializer)
        .read(Vectors.text(vector, "cache_key"), frame(serializer, vector));
  }

  private static byte[] sealed(JsonObject vector) {
    return Vectors.bytes(vector, "ciphertext_hex");
  }

  /** As cachekit-py stores it; its own tests present these vectors so. */
  private static byte[] frame(String serializer, JsonObject vector) {
    String type = Vectors.text(vector, "original_type", "");
    String header =
        String.join(
            ", ",
            Arrays.asList(
                "{\"s\": \"" + serializer + "\", \"m\": {\"format\": " + vector.get("format"),
                "\"compressed\": " + vector.get("compressed"),
                (type.isEmpty()
                    ? "\"encoding\": \"utf-8\""
                    : "\"original_type\": \"" + type + "\""),
                "\"encrypted\": true",
                "\"tenant_id\": " + VECTORS.get("tenant_id"),
                "\"encryption_algorithm\": \"AES-256-GCM\"",
                "\"key_fingerprint\": " + VECTORS.get("derived_key_fingerprint_hex") + "}}"));
    return PythonFrames.frame(header, sealed(vector));
  }
}
