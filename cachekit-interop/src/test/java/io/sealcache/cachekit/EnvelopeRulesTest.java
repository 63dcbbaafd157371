package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dynatrace.hash4j.hashing.Hashing;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.management.ThreadMXBean;
import io.sealcache.cachekit.CachekitException.Malformed;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vectors that wire-format.json 1.4.0 has and 1.1.1 has not: made here as cachekit's {@code
 * spec/wire-format.md} describes each, as the file itself couldn't be had.
 */
class EnvelopeRulesTest {
  private static final int LIMIT = 1 << 29;
  private static final String BLOCK = "f00168656c6c6f2c2063616368656b697421";
  private static final String CHECKSUM = "986dcc8a34ccb63a3c52ccd3";
  private static final String FORMAT = "a76d73677061636b";

  /** Each is simple_string with one thing broken, which a reader that casts would not see. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "95c412" + BLOCK + CHECKSUM + "10" + FORMAT + "c0", // a fifth element
        "93c412" + BLOCK + CHECKSUM + "10", // no fourth
        "94c412" + BLOCK + "99" + "6dcc8a34ccb63a3c52ccd3" + "00" + "10" + FORMAT, // 9 of checksum
        "94c412" + BLOCK + "97" + "6dcc8a34ccb63a3c52" + "10" + FORMAT, // 7 of it
        "94dc0012ccf001cd0168656c6c6f2c2063616368656b697421" + CHECKSUM + "10" + FORMAT, // 360
        "94c426" + BLOCK + CHECKSUM + "10" + FORMAT, // all of them announce one byte too much
        "94c400" + CHECKSUM + "00" + FORMAT, // an empty block
        "94c412" + BLOCK + CHECKSUM + "11" + FORMAT, // one byte more than the block has
        "94c412" + BLOCK + "98cc92cc8a34ccb63a3c522c" + "10" + FORMAT, // another checksum
        "94c412" + BLOCK + CHECKSUM + "cf0000000100000010" + FORMAT, // 16, if cut to 32 bits
        "94c412" + BLOCK + CHECKSUM + "cf8000000000000010" + FORMAT, // below 0, if signed
      })
  void open_refusesWhatTheRulesRefuse(String hex) {
    byte[] envelope = Vectors.hex(hex);

    assertThatThrownBy(() -> ByteStorage.open(envelope, LIMIT)).isInstanceOf(Malformed.class);
  }

  /** The same without the fault. */
  @Test
  void open_takesWhatTheyAreMadeOf() {
    byte[] envelope = Vectors.hex("94c412" + BLOCK + CHECKSUM + "10" + FORMAT);

    assertThat(ByteStorage.open(envelope, LIMIT)).asString().isEqualTo("hello, cachekit!");
  }

  /** By the bound, before the block, which is none, is looked at. */
  @ParameterizedTest
  @CsvSource({
    "1000, 536870913",
    "1000, 1000001",
    "32768, 32768001",
    "1000, 4294967297" // 1, if cut to an int
  })
  void open_refusesMoreThanTheBoundWithoutReservingIt(int compressed, long announced) {
    byte[] block = new byte[compressed];
    Arrays.fill(block, (byte) 0xff);
    byte[] envelope = envelope(block, new byte[8], announced);
    long before = allocated();

    assertThatThrownBy(() -> ByteStorage.open(envelope, LIMIT))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(
            "announces %d, of at most %d"
                .formatted(announced, Math.min(LIMIT, 1000L * compressed)));
    assertThat(allocated() - before).isLessThan(announced);
  }

  /** Not only by the checksum, which whoever forges the length can forge too. */
  @Test
  void open_refusesALengthThatTheChecksumAgreesWith() {
    byte[] forged = envelope(Vectors.hex("10ff"), checksum(new byte[] {-1, 0}), 2);

    assertThatThrownBy(() -> ByteStorage.open(forged, LIMIT)).isInstanceOf(Malformed.class);
  }

  /** That the measure sees what is reserved. */
  @Test
  void open_reservesWhatIsThere() {
    byte[] block = literals(new byte[1_000_001]);
    byte[] envelope = envelope(block, checksum(new byte[1_000_001]), 1_000_001);
    long before = allocated();

    assertThat(ByteStorage.open(envelope, LIMIT)).hasSize(1_000_001);
    assertThat(allocated() - before).isGreaterThan(1_000_001);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /** On both sides of each header of MessagePack, and in both encodings. */
  @ParameterizedTest
  @CsvSource({"253, 255", "254, 256", "65278, 65535", "65279, 65536"})
  void open_takesBlocksOfEachWidth(int length, int compressed) {
    byte[] content = new byte[length];
    byte[] random = Vectors.bytes(incompressible(), "input_hex");
    for (int i = 0; i < length; i++) {
      content[i] = random[i % random.length];
    }
    byte[] block = literals(content);

    assertThat(block).hasSize(compressed);
    assertThat(ByteStorage.open(envelope(block, checksum(content), length), LIMIT))
        .isEqualTo(content);
    assertThat(ByteStorage.open(legacy(block, checksum(content), length), LIMIT))
        .isEqualTo(content);
  }

  private static JsonObject incompressible() {
    return StreamSupport.stream(
            Vectors.file("wire-format.json").getAsJsonArray("vectors").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(vector -> Vectors.text(vector, "name").equals("width_boundary_bin16"))
        .findFirst()
        .orElseThrow();
  }

  /** 1000 times the length of the block is more than 32 bits hold, and its content is longer. */
  @Test
  void open_takesABlockWhoseBoundNeedsMoreThan32Bits() {
    byte[] content = documentOf(8_523_079);
    int literals = 4_261_535;
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0xff);
    writeLength(block, literals - 15);
    block.write(content, 0, literals);
    block.writeBytes(new byte[] {1, 0}); // a match with the byte before, of 4 more than that
    writeLength(block, literals - 15);
    block.writeBytes(new byte[] {0x50, 0, 0, 0, 0, 0});

    assertThat(block.size()).isEqualTo(4_294_968);
    byte[] envelope = envelope(block.toByteArray(), checksum(content), content.length);
    assertThat(ByteStorage.open(envelope, LIMIT)).isEqualTo(content);
  }

  /** What 1.2.0 has for that, of commit 131f6cd81bfac792, byte for byte: as long, of less. */
  @Test
  void open_takesTheBlockThatVersion120Has() {
    byte[] content = documentOf(4_278_189);
    byte[] block = literals(content);
    ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    envelope.writeBytes(Vectors.hex("94c600418938"));
    envelope.writeBytes(block);
    envelope.writeBytes(Vectors.hex("9879ccefccc35a35ccd8cca31cce004147ada76d73677061636b"));

    assertThat(block).hasSize(4_294_968);
    assertThat(envelope.size()).isEqualTo(4_295_000);
    assertThat(checksum(content)).isEqualTo(Vectors.hex("79efc35a35d8a31c"));
    assertThat(ByteStorage.open(envelope.toByteArray(), LIMIT)).isEqualTo(content);
  }

  /** One of MessagePack, of zeros as bytes. */
  private static byte[] documentOf(int length) {
    return ByteBuffer.allocate(length).put((byte) 0xc6).putInt(length - 5).array();
  }

  /** An envelope as it should be, around documents that announce more than there is. */
  @ParameterizedTest
  @ValueSource(strings = {"ddffffffff", "dc0006dc0004c0c0c0c0"})
  void value_refusesADocumentThatAnnouncesMoreThanThereIs(String hex) {
    byte[] content = Vectors.hex(hex);
    byte[] frame =
        PythonFrames.frame(
            "{\"s\": \"default\", \"m\": {\"format\": \"msgpack\", \"compressed\": true}}",
            envelope(literals(content), checksum(content), content.length));
    Frame read = FrameReader.plaintext().read("any key", frame);

    assertThat(read.payload()).isEqualTo(content);
    assertThatThrownBy(read::value).isInstanceOf(Malformed.class);
  }

  /** The three of the specification. */
  @ParameterizedTest
  @CsvSource({
    "__datetime__, 2025-11-14T10:30:00+00:00, java.time.OffsetDateTime, 2025-11-14T10:30Z",
    "__date__, 2025-11-14, java.time.LocalDate, 2025-11-14",
    "__time__, 10:30:00, java.time.LocalTime, 10:30"
  })
  void decode_revivesDatesAndTimes(String flag, String text, Class<?> type, String revived) {
    Map<String, Object> sentinel = Map.of(flag, true, "value", text);
    byte[] document = InteropCodec.encode(sentinel);

    assertThat(InteropCodec.decode(document)).isInstanceOf(type).hasToString(revived);
  }

  private static byte[] envelope(byte[] block, byte[] checksum, long length) {
    ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    envelope.write(0x94);
    if (block.length < 1 << 8) {
      envelope.writeBytes(new byte[] {(byte) 0xc4, (byte) block.length});
    } else if (block.length < 1 << 16) {
      envelope.writeBytes(
          ByteBuffer.allocate(3).put((byte) 0xc5).putShort((short) block.length).array());
    } else {
      envelope.writeBytes(ByteBuffer.allocate(5).put((byte) 0xc6).putInt(block.length).array());
    }
    envelope.writeBytes(block);
    writeRest(envelope, checksum, length);
    return envelope.toByteArray();
  }

  private static byte[] legacy(byte[] block, byte[] checksum, long length) {
    ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    envelope.write(0x94);
    envelope.writeBytes(ByteBuffer.allocate(5).put((byte) 0xdd).putInt(block.length).array());
    writeNumbers(envelope, block);
    writeRest(envelope, checksum, length);
    return envelope.toByteArray();
  }

  private static void writeRest(ByteArrayOutputStream envelope, byte[] checksum, long length) {
    envelope.write(0x98);
    writeNumbers(envelope, checksum);
    envelope.writeBytes(ByteBuffer.allocate(9).put((byte) 0xcf).putLong(length).array());
    envelope.writeBytes(Vectors.hex(FORMAT));
  }

  private static void writeNumbers(ByteArrayOutputStream envelope, byte[] bytes) {
    for (byte number : bytes) {
      envelope.writeBytes(new byte[] {(byte) 0xcc, number});
    }
  }

  /** A block of LZ4 that compresses nothing. */
  private static byte[] literals(byte[] content) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    if (content.length < 15) {
      block.write(content.length << 4);
    } else {
      block.write(0xf0);
      writeLength(block, content.length - 15);
    }
    block.writeBytes(content);
    return block.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream block, int length) {
    int left = length;
    for (; left >= 255; left -= 255) {
      block.write(255);
    }
    block.write(left);
  }

  private static byte[] checksum(byte[] content) {
    return ByteBuffer.allocate(8).putLong(Hashing.xxh3_64().hashBytesToLong(content)).array();
  }
}
