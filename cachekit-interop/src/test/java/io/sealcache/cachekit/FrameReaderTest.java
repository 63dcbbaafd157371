package io.sealcache.cachekit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.NotAuthentic;
import io.sealcache.cachekit.CachekitException.ProtectionMismatch;
import io.sealcache.cachekit.CachekitException.Unsupported;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final JsonObject CLEAR = Vectors.file("python-frame-subset.json");
  private static final JsonObject ENCRYPTED = Vectors.file("derived-encrypted-frame.json");
  private static final MasterKey MASTER =
      MasterKey.ofHex(Vectors.text(ENCRYPTED, "master_key_hex"));
  private static final String TENANT = Vectors.text(ENCRYPTED, "tenant_id");
  private static final String KEY = Vectors.text(ENCRYPTED, "cache_key");
  private static final byte[] FRAME = Vectors.bytes(ENCRYPTED, "frame_hex");
  private static final Map<String, Object> VALUE =
      Map.of("user_id", 42L, "name", "cachekit", "active", true);

  private final FrameReader plaintext = FrameReader.plaintext();
  private final FrameReader encrypted = reader(TENANT, MASTER);

  private static FrameReader reader(String tenant, MasterKey current, MasterKey... previous) {
    return FrameReader.encrypted(InteropKeyring.of(tenant, current, previous));
  }

  static Stream<Arguments> frames() {
    return Vectors.group(CLEAR, "frame_vectors", 3);
  }

  static Stream<Arguments> rejected() {
    return Vectors.group(CLEAR, "error_vectors", 4);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void read_takesFramesOfPython(JsonObject vector) {
    JsonObject header = vector.getAsJsonObject("expected_header");
    JsonObject metadata = header.getAsJsonObject("m");

    Frame frame = plaintext.read("any key", Vectors.bytes(vector, "frame_hex"));

    assertThat(frame.serializer()).isEqualTo(Vectors.text(header, "s"));
    assertThat(frame.format()).isEqualTo(Vectors.text(metadata, "format"));
    assertThat(frame.originalType()).isEqualTo(Vectors.text(metadata, "original_type", ""));
    assertThat(Vectors.hex(frame.payload())).isEqualTo(payload(vector));
    if (vector.has("value_json")) {
      assertThat(frame.value()).isEqualTo(VALUE);
    }
  }

  private static String payload(JsonObject vector) {
    return vector.has("payload_envelope")
        ? Vectors.text(vector.getAsJsonObject("payload_envelope"), "inner_msgpack_hex")
        : Vectors.text(vector, "expected_payload_hex");
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void interopCodec_refusesEachFrame(JsonObject vector) {
    assertThatThrownBy(() -> InteropCodec.decode(Vectors.bytes(vector, "frame_hex")))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("default mode");
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void read_refusesBrokenFrames(JsonObject vector) {
    byte[] frame = Vectors.bytes(vector, "frame_hex");

    if (Vectors.text(vector, "name").equals("ck_frame_fed_to_interop_reader")) {
      assertThat(plaintext.read(KEY, frame).payload()).isNotEmpty();
    } else {
      assertThatThrownBy(() -> plaintext.read(KEY, frame)).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void read_decryptsWithTheKeyThatTheFrameNames() {
    MasterKey newer = MasterKey.ofHex("22".repeat(32));

    assertThat(encrypted.read(KEY, FRAME).value()).isEqualTo(VALUE);
    assertThat(reader(TENANT, newer, MASTER).read(KEY, FRAME).value()).isEqualTo(VALUE);
    assertThat(Vectors.hex(encrypted.read(KEY, FRAME).payload()))
        .isEqualTo(Vectors.text(ENCRYPTED, "value_msgpack_hex"));
  }

  @Test
  void read_refusesAnotherKeyTenantOrMasterKey() {
    assertNotAuthentic(encrypted, KEY + "0", FRAME);
    assertNotAuthentic(reader("default", MASTER), KEY, FRAME);
    assertNotAuthentic(reader(TENANT, MasterKey.ofHex("22".repeat(32))), KEY, FRAME);
  }

  /** Also where the changed header agrees with a keyring. */
  @ParameterizedTest
  @CsvSource({
    "cross-sdk-test, default",
    "AES-256-GCM, AES-128-GCM",
    "96179a9bc881aa7ca83f04b78a66afd3, e066ffdacfb5fb11a6ecc44c7a0ecb4e",
    "96179a9bc881aa7ca83f04b78a66afd3, ''",
    "'\"format\": \"msgpack\"', '\"format\": \"arrow\"'",
    "'\"original_type\": \"msgpack\"', '\"original_type\": \"numpy\"'",
    "'\"compressed\": true', '\"compressed\": false'"
  })
  void read_refusesAnEncryptedFrameWithAChangedHeader(String part, String other) {
    String header = Vectors.text(ENCRYPTED, "header_json");
    assertThat(header).contains(part);
    byte[] changed = frame(header.replace(part, other), ciphertext());

    assertNotAuthentic(encrypted, KEY, changed);
    assertNotAuthentic(reader("default", MASTER), KEY, changed);
  }

  @Test
  void read_refusesEachChangedByteOfTheCiphertext() {
    for (int i = FRAME.length - ciphertext().length; i < FRAME.length; i++) {
      byte[] changed = FRAME.clone();
      changed[i] ^= 1;
      assertNotAuthentic(encrypted, KEY, changed);
    }
  }

  private static void assertNotAuthentic(FrameReader reader, String key, byte[] frame) {
    assertThatThrownBy(() -> reader.read(key, frame))
        .isInstanceOf(NotAuthentic.class)
        .hasMessageNotContaining(KEY)
        .hasNoCause();
  }

  /** Whatever the frame says of itself. */
  @Test
  void read_leavesTheChoiceOfProtectionToTheConfiguration() {
    byte[] clear = frame("{\"s\": \"default\", \"m\": {\"format\": \"msgpack\"}}", new byte[] {1});
    String forged =
        Vectors.text(ENCRYPTED, "header_json")
            .replace("\"encrypted\": true", "\"encrypted\": false");

    assertThat(plaintext.read(KEY, clear).value()).isEqualTo(1L);
    assertThatThrownBy(() -> encrypted.read(KEY, clear)).isInstanceOf(ProtectionMismatch.class);
    assertThatThrownBy(() -> encrypted.read(KEY, frame(forged, ciphertext())))
        .isInstanceOf(ProtectionMismatch.class);
    assertThatThrownBy(() -> plaintext.read(KEY, FRAME)).isInstanceOf(ProtectionMismatch.class);
  }

  @Test
  void read_refusesEachTruncation() {
    for (int length = 0; length < FRAME.length; length++) {
      byte[] cut = Arrays.copyOf(FRAME, length);
      assertThatThrownBy(() -> encrypted.read(KEY, cut)).isInstanceOf(CachekitException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"m\": {}}",
        "{\"m\": {\"format\": \"pickle\"}}",
        "{\"m\": {\"format\": \"msgpack\", \"format\": \"msgpack\"}}",
        "{\"m\": {\"format\": \"msgpack\"}} {}",
        "{\"m\": {\"format\": \"msgpack\"}",
        "{\"m\": {'format': \"msgpack\"}}",
        "{\"s\": {}, \"m\": {\"format\": \"msgpack\"}}",
        "{\"m\": \"s3cret\"}"
      })
  void read_refusesOtherHeaders(String json) {
    assertThatThrownBy(() -> plaintext.read(KEY, frame(json, new byte[] {1})))
        .isInstanceOf(Malformed.class)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void read_refusesOtherVersions() {
    byte[] newer = FRAME.clone();
    newer[2] = 4;

    assertThatThrownBy(() -> encrypted.read(KEY, newer))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("version 4");
  }

  @Test
  void value_isOnlyOfWhatPythonsDefaultSerializerWrote() {
    String json = "{\"m\": {\"format\": \"msgpack\", \"original_type\": \"numpy\"}}";
    Frame frame = plaintext.read(KEY, frame(json, new byte[] {1}));

    assertThat(frame.originalType()).isEqualTo("numpy");
    assertThatThrownBy(frame::value).isInstanceOf(Unsupported.class);
  }

  @Test
  void read_refusesAHeaderThatIsNestedDeep() {
    String deep = "{\"x\": " + "[".repeat(100_000);

    assertThatThrownBy(() -> plaintext.read(KEY, frame(deep, new byte[0])))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void read_takesHeadersInAnyOrderAndWithMore() {
    String json =
        "{\"v\": \"2.1\", \"m\": {\"new\": [1], \"size\": 1, \"format\": \"orjson\"}, \"s\": \"x\"}";
    Frame frame = plaintext.read(KEY, frame(json, new byte[] {'1'}));

    assertThat(frame.payload()).containsExactly('1');
    assertThat(frame.originalType()).isEmpty();
    assertThat(frame).hasToString("Frame[orjson, 1 bytes]");
    assertThatThrownBy(frame::value).isInstanceOf(Unsupported.class);
  }

  @Test
  void withMaxPayloadLength_boundsWhatIsDecompressed() {
    assertThat(encrypted.withMaxPayloadLength(32).read(KEY, FRAME).payload()).hasSize(32);
    assertThatThrownBy(() -> encrypted.withMaxPayloadLength(31).read(KEY, FRAME))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> encrypted.withMaxPayloadLength(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] ciphertext() {
    return Vectors.bytes(ENCRYPTED, "ciphertext_hex");
  }

  private static byte[] frame(String json, byte[] payload) {
    byte[] header = json.getBytes(UTF_8);
    return ByteBuffer.allocate(7 + header.length + payload.length)
        .put(new byte[] {'C', 'K', 3})
        .putInt(header.length)
        .put(header)
        .put(payload)
        .array();
  }
}
