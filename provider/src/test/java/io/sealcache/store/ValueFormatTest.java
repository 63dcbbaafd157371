package io.sealcache.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.StringCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueFormatTest {
  private static final long TIME = 0x0123456789abL;

  private final ValueFormat string = new ValueFormat(new StringCodec());

  @Test
  void write_isFlagsCodecTimeAndPayload() throws IOException {
    assertThat(plaintext(string, "ab")).isEqualTo(hex("00 03 0123456789ab 6162"));
  }

  @Test
  void write_customCodec_isNamed() throws IOException {
    assertThat(plaintext(new ValueFormat(new Custom("acme")), "ab"))
        .isEqualTo(hex("00 ff 0123456789ab 04 61636d65 6162"));
  }

  @Test
  void read_givesBackWhatWasWritten() throws Exception {
    byte[] plaintext = plaintext(string, "ab");

    assertThat(read(string, plaintext)).isEqualTo("ab");
    assertThat(ValueFormat.writeTimeMillis(plaintext)).isEqualTo(TIME);
    assertThat(string.payloadLength(plaintext.length)).isEqualTo(2);
  }

  @Test
  void read_laterFormat_isNoValue() throws Exception {
    for (int flag = 0; flag < 8; flag++) {
      byte[] plaintext = plaintext(string, "ab");
      plaintext[0] = (byte) (1 << flag);

      assertThat(read(string, plaintext)).isNull();
    }
  }

  @Test
  void read_otherCodec_isNoValue() throws Exception {
    ValueFormat acme = new ValueFormat(new Custom("acme"));

    assertThat(read(string, plaintext(acme, "ab"))).isNull();
    assertThat(read(acme, plaintext(string, "abcdefgh"))).isNull();
    assertThat(read(acme, plaintext(new ValueFormat(new Custom("acmf")), "ab"))).isNull();
    assertThat(read(acme, plaintext(new ValueFormat(new Custom("acm")), "eab"))).isNull();
    assertThat(read(acme, plaintext(acme, "ab"))).isEqualTo("ab");
  }

  @Test
  void read_anyBeginning_isNoValue() throws Exception {
    ValueFormat acme = new ValueFormat(new Custom("acme"));
    byte[] whole = plaintext(acme, "");

    for (int length = ValueFormat.HEADER_LENGTH; length < whole.length; length++) {
      assertThat(read(acme, Arrays.copyOf(whole, length))).isNull();
    }
    assertThat(read(acme, whole)).isEqualTo("");
  }

  @Test
  void isEncodedEqual_whereNothingCanBeEncoded_isFalse() {
    assertThat(string.isEncodedEqual("a", "a")).isTrue();
    assertThat(string.isEncodedEqual("a", "b")).isFalse();
    assertThat(string.isEncodedEqual("a", "ab")).isFalse();
    assertThat(string.isEncodedEqual(1, 1)).isFalse();
  }

  private static byte[] plaintext(ValueFormat format, String value) throws IOException {
    EncodingBuffer buffer = format.write(value, TIME, 0);
    return Arrays.copyOf(buffer.array(), buffer.size());
  }

  private static @Nullable Object read(ValueFormat format, byte[] plaintext) throws Exception {
    return format.read(plaintext, requireNonNull(ValueFormatTest.class.getClassLoader()));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private record Custom(String name) implements Codec {
    @Override
    public void encode(Object object, EncodingBuffer out) {
      out.write(((String) object).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Object decode(ByteBuffer encoded, ClassLoader loader) {
      return StandardCharsets.UTF_8.decode(encoded.duplicate()).toString();
    }
  }
}
