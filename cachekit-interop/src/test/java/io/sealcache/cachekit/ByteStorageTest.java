package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dynatrace.hash4j.hashing.Hashing;
import com.google.gson.JsonObject;
import io.sealcache.cachekit.CachekitException.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

class ByteStorageTest {
  private static final String CHECKSUM_OF_FF = "98ccd6ccbcccec3c6b29ccd72e";
  private static final String FORMAT = "a76d73677061636b";

  static Stream<Arguments> envelopes() {
    return Vectors.group(Vectors.file("wire-format.json"), "vectors", 14);
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void open_readsWhatCachekitCoreWrites(JsonObject vector) {
    byte[] content = Vectors.bytes(vector, "input_hex");
    byte[] envelope = Vectors.bytes(vector, "envelope_hex");

    assertThat(ByteStorage.open(envelope, content.length)).isEqualTo(content);
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void open_refusesEachTruncationAndWhatFollows(JsonObject vector) {
    byte[] envelope = Vectors.bytes(vector, "envelope_hex");

    for (int length = 0; length < envelope.length; length++) {
      byte[] cut = Arrays.copyOf(envelope, length);
      assertThatThrownBy(() -> ByteStorage.open(cut, 2_000)).isInstanceOf(Malformed.class);
    }
    byte[] longer = Arrays.copyOf(envelope, envelope.length + 1);
    assertThatThrownBy(() -> ByteStorage.open(longer, 2_000)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "94c40210ff98ccd6ccbcccec3c6b29ccd72f01", // another checksum
        "94c40210fe98ccd6ccbcccec3c6b29ccd72e01", // another byte
        "94c40210ff97ccd6ccbcccec3c6b29ccd701", // a checksum of 7 bytes
        "94c40210ff98cd01d6ccbcccec3c6b29ccd72e01", // a byte of 0x1d6
        "949210ff98ccd6ccbcccec3c6b29ccd72eff", // a length of -1
        "949210d0ff98ccd6ccbcccec3c6b29ccd72e01", // a byte of -1
        "94c40220ff98ccd6ccbcccec3c6b29ccd72e01", // no block of LZ4
        "93c40210ff98ccd6ccbcccec3c6b29ccd72e01", // of three fields
        "94c67fffffff10", // longer than there are bytes
        "94dd7fffffff10"
      })
  void open_refusesOtherEnvelopes(String hex) {
    assertThatThrownBy(() -> ByteStorage.open(Vectors.hex(hex + FORMAT), 2_000))
        .isInstanceOf(Malformed.class)
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({"00", "02", "cd07d0"})
  void open_refusesAnotherLengthThanTheContentHas(String length) {
    byte[] envelope = Vectors.hex("94c40210ff" + CHECKSUM_OF_FF + length + FORMAT);

    assertThatThrownBy(() -> ByteStorage.open(envelope, 2_000)).isInstanceOf(Malformed.class);
  }

  /** Not only by the checksum, which whoever forges the length can forge too. */
  @Test
  void open_refusesALengthThatTheChecksumAgreesWith() throws IOException {
    long checksum = Hashing.xxh3_64().hashBytesToLong(new byte[] {-1, 0});
    try (MessageBufferPacker forged = MessagePack.newDefaultBufferPacker()) {
      forged.packArrayHeader(4).packBinaryHeader(2).writePayload(Vectors.hex("10ff"));
      forged.packArrayHeader(8);
      for (byte part : ByteBuffer.allocate(8).putLong(checksum).array()) {
        forged.packInt(part & 0xff);
      }
      forged.packInt(2).packString("msgpack");

      assertThatThrownBy(() -> ByteStorage.open(forged.toByteArray(), 2_000))
          .isInstanceOf(Malformed.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2001, 2000, ce000007d1", // more than is allowed
    "2001, 2147483647, ce000007d1", // more than 1000 times the compressed bytes
    "4294967297, 2147483647, cf0000000100000001" // 1, if cut to an int
  })
  void open_reservesNoMoreThanIsAllowed(long announced, int maxLength, String length) {
    byte[] envelope = Vectors.hex("94c40210ff" + CHECKSUM_OF_FF + length + FORMAT);

    assertThatThrownBy(() -> ByteStorage.open(envelope, maxLength))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("announces " + announced + ", of at most 2000");
  }

  @Test
  void open_takesContentOfExactlyWhatIsAllowed() {
    byte[] envelope = Vectors.hex("94c40210ff" + CHECKSUM_OF_FF + "01" + FORMAT);

    assertThat(ByteStorage.open(envelope, 1)).containsExactly(0xff);
    assertThatThrownBy(() -> ByteStorage.open(envelope, 0)).isInstanceOf(Malformed.class);
  }
}
