package io.sealcache.cachekit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.NotAuthentic;
import io.sealcache.cachekit.CachekitException.ProtectionMismatch;
import io.sealcache.cachekit.CachekitException.SerializerMismatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The frames that cachekit-py wrote, and those that it refuses. */
class FrameVectorsTest {
  private static final Set<String> UNCHECKED =
      Set.of("raw_payload_frame", "integrity_checking_off_write");

  private static final Set<String> NAMES =
      Set.of("default", "std", "auto", "StandardSerializer", "orjson", "arrow", "ArrowSerializer");

  private static final Map<String, String> CHECKS =
      Map.of(
          "magic", "is no frame",
          "prefix_length", "is no frame",
          "version", "is of version",
          "header_length", "ends before its header",
          "serializer_name", "records no serializer");

  private static final Map<String, Class<? extends CachekitException>> REFUSALS =
      Map.of(
          "forged_plaintext_encrypted_false", ProtectionMismatch.class,
          "forged_plaintext_orjson", ProtectionMismatch.class,
          "ciphertext_key_not_in_keyring", NotAuthentic.class,
          "ciphertext_other_tenant", NotAuthentic.class,
          "ciphertext_plain_msgpack_not_envelope", Malformed.class,
          "ciphertext_plain_msgpack_claims_uncompressed", Malformed.class,
          "ciphertext_serializer_name_auto", SerializerMismatch.class,
          "ciphertext_serializer_name_missing", Malformed.class);

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

  static Stream<Arguments> frames() {
    return Vectors.group(PythonFrames.VECTORS, "frame_vectors", 11);
  }

  static Stream<Arguments> broken() {
    return Vectors.group(PythonFrames.VECTORS, "error_vectors", 12);
  }

  static Stream<Arguments> encrypted() {
    return Vectors.group(PythonFrames.VECTORS, "encrypted_read_vectors", REFUSALS.size());
  }

  @ParameterizedTest
  @MethodSource("frames")
  void read_takesEachFrameWithItsSerializer(JsonObject vector) {
    JsonObject metadata = header(vector).getAsJsonObject("m");

    Frame frame = readerOf(vector).read("any key", PythonFrames.bytes(vector));

    assertThat(frame.serializer()).isEqualTo(Vectors.text(header(vector), "s"));
    assertThat(frame.format()).isEqualTo(Vectors.text(metadata, "format"));
    assertThat(frame.originalType()).isEqualTo(Vectors.text(metadata, "original_type", ""));
    if (vector.has("arrow_detection")) {
      assertThat(new String(frame.payload(), 0, 6, US_ASCII)).isEqualTo("ARROW1");
    } else {
      assertThat(Vectors.hex(frame.payload())).isEqualTo(payload(vector));
    }
    if (vector.has("value_json") && !isOfNoRelease(vector)) {
      assertThat(frame.value()).isEqualTo(Vectors.object(vector.get("value_json")));
    }
  }

  /** Also of one that would decode it to its value. */
  @ParameterizedTest
  @MethodSource("frames")
  void read_refusesEachFrameWithAnotherSerializer(JsonObject vector) {
    byte[] frame = PythonFrames.bytes(vector);
    FrameReader reader = readerOf(vector);

    for (String other : NAMES) {
      if (!other.equals(Vectors.text(header(vector), "s"))) {
        assertThatThrownBy(() -> reader.withSerializer(other).read("any key", frame))
            .as(other)
            .isInstanceOf(SerializerMismatch.class)
            .hasMessageContaining("'" + other + "'");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void read_refusesBrokenFramesByTheCheckThatTheyBreak(JsonObject vector) {
    byte[] frame = PythonFrames.bytes(vector);
    String check = Vectors.text(vector, "rejected_by", "");

    assertThatThrownBy(() -> FrameReader.plaintext().read("any key", frame))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(CHECKS.getOrDefault(check, "writes something else"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void interopCodec_refusesEachFrame(JsonObject vector) {
    byte[] frame = PythonFrames.bytes(vector);

    if (frame[0] == 'C') {
      assertThatThrownBy(() -> InteropCodec.decode(frame))
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("default mode");
    } else {
      assertThat(InteropCodec.decode(frame)).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("encrypted")
  void read_refusesWhatIsNoEncryptedEntryOfItsOwn(JsonObject vector) {
    byte[] frame = PythonFrames.bytes(vector);

    assertThatThrownBy(() -> PythonFrames.encryptedReader().read(PythonFrames.KEY, frame))
        .isInstanceOf(REFUSALS.get(Vectors.text(vector, "name")))
        .hasMessageNotContainingAny(PythonFrames.KEY, PythonFrames.TENANT, "cachekit\"")
        .hasNoCause();
  }

  /** That those are refused for what is wrong with them, and not since nothing is read. */
  @Test
  void read_takesTheSameEntriesWhereTheConfigurationAgrees() {
    FrameReader reader = PythonFrames.encryptedReader();
    FrameReader ofOtherTenant = PythonFrames.encryptedReader(PythonFrames.OTHER_TENANT);
    byte[] ofAuto = PythonFrames.frame("ciphertext_serializer_name_auto");
    byte[] otherTenants = PythonFrames.frame("ciphertext_other_tenant");
    byte[] unchecked = PythonFrames.frame("ciphertext_plain_msgpack_claims_uncompressed");

    assertThat(reader.read(PythonFrames.KEY, PythonFrames.ofDefault()).value())
        .isEqualTo(PythonFrames.VALUE);
    assertThat(reader.withSerializer("auto").read(PythonFrames.KEY, ofAuto).value())
        .isEqualTo(PythonFrames.VALUE);
    assertThat(ofOtherTenant.read(PythonFrames.KEY, otherTenants).value())
        .isEqualTo(PythonFrames.VALUE);
    assertThat(reader.withoutIntegrityChecks().read(PythonFrames.KEY, unchecked).value())
        .isEqualTo(PythonFrames.VALUE);
  }

  private static FrameReader readerOf(JsonObject vector) {
    FrameReader reader = FrameReader.plaintext().withSerializer(Vectors.text(header(vector), "s"));
    return UNCHECKED.contains(Vectors.text(vector, "name"))
        ? reader.withoutIntegrityChecks()
        : reader;
  }

  private static JsonObject header(JsonObject vector) {
    return vector.getAsJsonObject("expected_header");
  }

  /** Named std, which is recorded as default: what such a serializer writes is not known. */
  private static boolean isOfNoRelease(JsonObject vector) {
    return Vectors.text(vector, "name").equals("std_recorded_as_given_frame");
  }

  private static String payload(JsonObject vector) {
    return vector.has("payload_envelope") && !isOfNoRelease(vector)
        ? Vectors.text(vector.getAsJsonObject("payload_envelope"), "inner_msgpack_hex")
        : Vectors.text(vector, "expected_payload_hex");
  }

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
