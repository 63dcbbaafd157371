package io.sealcache.cachekit;

import static io.sealcache.cachekit.PythonFrames.KEY;
import static io.sealcache.cachekit.PythonFrames.VALUE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dynatrace.hash4j.hashing.Hashing;
import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.NotAuthentic;
import io.sealcache.cachekit.CachekitException.ProtectionMismatch;
import io.sealcache.cachekit.CachekitException.Unsupported;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final MasterKey OTHER = MasterKey.ofHex("22".repeat(32));
  private static final byte[] FRAME = PythonFrames.ofDefault();

  private final FrameReader plaintext = FrameReader.plaintext().withoutIntegrityChecks();
  private final FrameReader encrypted = PythonFrames.encryptedReader();

  @Test
  void read_decryptsWithTheKeyThatTheFrameNames() {
    FrameReader rotated =
        FrameReader.encrypted(InteropKeyring.of(PythonFrames.TENANT, OTHER, PythonFrames.MASTER));

    assertThat(encrypted.read(KEY, FRAME).value()).isEqualTo(VALUE);
    assertThat(rotated.read(KEY, FRAME).value()).isEqualTo(VALUE);
  }

  @Test
  void read_refusesAnotherKeyTenantOrMasterKey() {
    assertNotAuthentic(encrypted, KEY + "0", FRAME);
    assertNotAuthentic(PythonFrames.encryptedReader("default"), KEY, FRAME);
    assertNotAuthentic(
        FrameReader.encrypted(InteropKeyring.of(PythonFrames.TENANT, OTHER)), KEY, FRAME);
  }

  @Test
  void withKeyPrefix_readsWhatIsBoundToKeysWithThePrefix() {
    byte[] ofRedis = PythonFrames.boundTo("t:default:" + KEY);

    assertThat(encrypted.withKeyPrefix("t:default:").read(KEY, ofRedis).value()).isEqualTo(VALUE);
    assertThat(encrypted.withKeyPrefix("").read(KEY, FRAME).value()).isEqualTo(VALUE);
  }

  /** Neither with less of the key nor with more. */
  @Test
  void withKeyPrefix_triesNoOtherForm() {
    byte[] ofRedis = PythonFrames.boundTo("t:default:" + KEY);

    assertNotAuthentic(encrypted, KEY, ofRedis);
    assertNotAuthentic(encrypted.withKeyPrefix("t:other:"), KEY, ofRedis);
    assertNotAuthentic(encrypted.withKeyPrefix("t:default:"), "t:default:" + KEY, ofRedis);
    assertNotAuthentic(encrypted.withKeyPrefix("t:default:"), KEY, FRAME);
    assertNotAuthentic(encrypted.withKeyPrefix("t:default:"), "t:default:" + KEY, FRAME);
  }

  /** Also where the changed header agrees with a keyring. */
  @ParameterizedTest
  @CsvSource({
    "00000000000a, 00000000000b",
    "AES-256-GCM, AES-128-GCM",
    "56e6566802e0d20174be11754d4624dc, 0bd383cb5501633927f38132826e2a3c",
    "56e6566802e0d20174be11754d4624dc, ''",
    "'\"format\": \"msgpack\"', '\"format\": \"arrow\"'",
    "'\"original_type\": \"msgpack\"', '\"original_type\": \"numpy\"'",
    "'\"compressed\": true', '\"compressed\": false'"
  })
  void read_refusesAnEncryptedFrameWithAChangedHeader(String part, String other) {
    String header = PythonFrames.headerOfDefault();
    assertThat(header).contains(part);
    byte[] changed = PythonFrames.frame(header.replace(part, other), PythonFrames.ciphertext());

    assertNotAuthentic(encrypted, KEY, changed);
    assertNotAuthentic(PythonFrames.encryptedReader(PythonFrames.OTHER_TENANT), KEY, changed);
  }

  @Test
  void read_refusesEachChangedByteOfTheCiphertext() {
    for (int i = FRAME.length - PythonFrames.ciphertext().length; i < FRAME.length; i++) {
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
    byte[] clear = PythonFrames.frame("default_saas_write_msgpack_bytestorage_bin");
    String forged = PythonFrames.headerOfDefault().replace("ed\": true, \"t", "ed\": false, \"t");

    assertThat(FrameReader.plaintext().read(KEY, clear).value()).isEqualTo(VALUE);
    assertThat(forged).isNotEqualTo(PythonFrames.headerOfDefault());
    assertProtectionMismatch(encrypted, clear);
    assertProtectionMismatch(encrypted, PythonFrames.frame(forged, PythonFrames.ciphertext()));
    assertProtectionMismatch(FrameReader.plaintext(), FRAME);
  }

  private static void assertProtectionMismatch(FrameReader reader, byte[] frame) {
    assertThatThrownBy(() -> reader.read(KEY, frame)).isInstanceOf(ProtectionMismatch.class);
  }

  /** Though the payload is what the reader is for. */
  @Test
  void read_refusesAHeaderThatDisagreesWithTheConfiguredContainer() {
    byte[] enveloped =
        withHeader("default_saas_write_msgpack_bytestorage_bin", "\"compressed\": true", "false");
    byte[] plain = withHeader("integrity_checking_off_write", "\"compressed\": false", "true");

    assertThatThrownBy(() -> FrameReader.plaintext().read(KEY, enveloped))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("msgpack, not compressed; serializer 'default' with integrity");
    assertThatThrownBy(() -> plaintext.read(KEY, plain))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("msgpack, compressed; serializer 'default' without integrity");
  }

  private static byte[] withHeader(String name, String part, String word) {
    byte[] frame = PythonFrames.frame(name);
    String header = PythonFrames.header(name);
    assertThat(header).contains(part);
    return PythonFrames.frame(
        header.replace(part, "\"compressed\": " + word),
        Arrays.copyOfRange(frame, 7 + header.length(), frame.length));
  }

  /** Though its header agrees with what the payload is. */
  @Test
  void read_refusesAnotherContainerThanTheConfiguredOne() {
    byte[] enveloped = PythonFrames.frame("default_saas_write_msgpack_bytestorage_bin");
    byte[] plain = PythonFrames.frame("integrity_checking_off_write");

    assertThatThrownBy(() -> FrameReader.plaintext().read(KEY, plain))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> plaintext.read(KEY, enveloped)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({"orjson, msgpack, false", "orjson, orjson, true", "arrow, orjson, false"})
  void read_refusesAHeaderThatDisagreesWithTheSerializer(
      String serializer, String format, boolean isCompressed) {
    byte[] frame =
        PythonFrames.frame(
            "{\"s\": \"%s\", \"m\": {\"format\": \"%s\", \"compressed\": %s}}"
                .formatted(serializer, format, isCompressed),
            checksummed("{}".getBytes(UTF_8)));

    assertThatThrownBy(() -> FrameReader.plaintext().withSerializer(serializer).read(KEY, frame))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("writes something else");
  }

  @Test
  void read_takesAPayloadWithItsChecksum() {
    FrameReader reader = FrameReader.plaintext().withSerializer("orjson");
    String header = "{\"s\": \"orjson\", \"m\": {\"format\": \"orjson\"}}";
    byte[] json = "{\"a\":1}".getBytes(UTF_8);

    assertThat(reader.read(KEY, PythonFrames.frame(header, checksummed(json))).payload())
        .isEqualTo(json);
    assertThat(
            reader.withoutIntegrityChecks().read(KEY, PythonFrames.frame(header, json)).payload())
        .isEqualTo(json);
  }

  /** Nor one without a checksum. */
  @Test
  void read_refusesAPayloadWithAnotherChecksum() {
    FrameReader reader = FrameReader.plaintext().withSerializer("orjson");
    String header = "{\"s\": \"orjson\", \"m\": {\"format\": \"orjson\"}}";
    byte[] changed = checksummed("{\"a\":1}".getBytes(UTF_8));
    changed[10] ^= 1;

    for (byte[] payload :
        new byte[][] {changed, "{\"a\":1}".getBytes(UTF_8), "{\"a\": 1}".getBytes(UTF_8)}) {
      assertThatThrownBy(() -> reader.read(KEY, PythonFrames.frame(header, payload)))
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("checksum");
    }
  }

  private static byte[] checksummed(byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .putLong(Hashing.xxh3_64().hashBytesToLong(content))
        .put(content)
        .array();
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
        "{\"m\": {\"format\": \"msgpack\"}}",
        "{\"s\": \"\", \"m\": {\"format\": \"msgpack\"}}",
        "{\"s\": null, \"m\": {\"format\": \"msgpack\"}}",
        "{\"s\": 1, \"m\": {\"format\": \"msgpack\"}}",
        "{\"s\": {}, \"m\": {\"format\": \"msgpack\"}}",
        "{\"s\": \"default\", \"s\": \"default\", \"m\": {\"format\": \"msgpack\"}}",
        "{\"s\": \"default\", \"m\": {}}",
        "{\"s\": \"default\", \"m\": {\"format\": \"pickle\"}}",
        "{\"s\": \"default\", \"m\": {\"format\": \"msgpack\", \"format\": \"msgpack\"}}",
        "{\"s\": \"default\", \"m\": {\"format\": \"msgpack\"}, \"m\": {\"format\": \"msgpack\"}}",
        "{\"s\": \"default\", \"m\": {\"format\": \"msgpack\"}} {}",
        "{\"s\": \"default\", \"m\": {\"format\": \"msgpack\"}",
        "{\"s\": \"default\", \"m\": {'format': \"msgpack\"}}",
        "{\"s\": \"default\", \"m\": \"s3cret\"}"
      })
  void read_refusesOtherHeaders(String json) {
    assertThatThrownBy(() -> plaintext.read(KEY, PythonFrames.frame(json, new byte[] {1})))
        .isInstanceOf(Malformed.class)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void value_isOnlyOfWhatPythonsDefaultSerializerWrote() {
    String json =
        "{\"s\": \"default\", \"m\": {\"format\": \"msgpack\", \"original_type\": \"numpy\"}}";
    Frame numpy = plaintext.read(KEY, PythonFrames.frame(json, new byte[] {1}));
    String custom = "{\"s\": \"Mine\", \"m\": {\"format\": \"msgpack\"}}";
    Frame mine =
        plaintext.withSerializer("Mine").read(KEY, PythonFrames.frame(custom, new byte[] {1}));

    assertThat(numpy.originalType()).isEqualTo("numpy");
    assertThat(mine.payload()).containsExactly(1);
    assertThatThrownBy(numpy::value).isInstanceOf(Unsupported.class);
    assertThatThrownBy(mine::value).isInstanceOf(Unsupported.class);
  }

  @Test
  void read_refusesAHeaderThatIsNestedDeep() {
    String deep = "{\"x\": " + "[".repeat(100_000);

    assertThatThrownBy(() -> plaintext.read(KEY, PythonFrames.frame(deep, new byte[0])))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void read_takesHeadersInAnyOrderAndWithMore() {
    String json =
        "{\"v\": \"2.1\", \"m\": {\"new\": [1], \"size\": 1, \"format\": \"orjson\"}, \"s\":"
            + " \"x\"}";
    Frame frame =
        plaintext.withSerializer("x").read(KEY, PythonFrames.frame(json, new byte[] {'1'}));

    assertThat(frame.payload()).containsExactly('1');
    assertThat(frame.originalType()).isEmpty();
    assertThat(frame).hasToString("Frame[orjson, 1 bytes]");
  }

  @Test
  void withSerializer_refusesNoName() {
    assertThatThrownBy(() -> plaintext.withSerializer(""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withMaxPayloadLength_boundsWhatIsDecompressed() {
    assertThat(encrypted.withMaxPayloadLength(32).read(KEY, FRAME).payload()).hasSize(32);
    assertThatThrownBy(() -> encrypted.withMaxPayloadLength(31).read(KEY, FRAME))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> encrypted.withMaxPayloadLength(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
