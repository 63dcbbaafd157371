package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealcache.cachekit.CachekitException.Malformed;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteStorageTest {
  private static final String CHECKSUM_OF_FF = "98ccd6ccbcccec3c6b29ccd72e";
  private static final String FORMAT = "a76d73677061636b";

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
        "94c40210ff98ccd6ccbcccec3c6b29ccd72e00", // other lengths than the content has
        "94c40210ff98ccd6ccbcccec3c6b29ccd72e02",
        "94c40210ff98ccd6ccbcccec3c6b29ccd72ecd07d0",
        "94c67fffffff10", // longer than there are bytes
        "94dd7fffffff10"
      })
  void open_refusesOtherEnvelopes(String hex) {
    assertThatThrownBy(() -> ByteStorage.open(Vectors.hex(hex + FORMAT), 2_000))
        .isInstanceOf(Malformed.class)
        .hasNoCause();
  }

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

  @Test
  void open_takesContentOfExactlyWhatIsAllowed() {
    byte[] envelope = Vectors.hex("94c40210ff" + CHECKSUM_OF_FF + "01" + FORMAT);

    assertThat(ByteStorage.open(envelope, 1)).containsExactly(0xff);
    assertThatThrownBy(() -> ByteStorage.open(envelope, 0)).isInstanceOf(Malformed.class);
  }
}
