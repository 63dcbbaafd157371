package io.sealcache.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.StringCodec;
import io.sealcache.crypto.Envelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueFormatTest {
  private static final long TIME = 0x0123456789abL;

  private final ValueFormat string = format(new StringCodec());

  @Test
  void write_isFlagsCodecTimeAndPayload() throws IOException {
    assertThat(plaintext(string, "ab")).isEqualTo(hex("00 03 0123456789ab 6162"));
  }

  @Test
  void write_customCodec_isNamed() throws IOException {
    assertThat(plaintext(format(new Custom("acme")), "ab"))
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
    for (int flag = 2; flag < 8; flag++) {
      byte[] plaintext = plaintext(string, "ab");
      plaintext[0] = (byte) (1 << flag);

      assertThat(read(string, plaintext)).isNull();
    }
  }

  @Test
  void read_otherCodec_isNoValue() throws Exception {
    ValueFormat acme = format(new Custom("acme"));

    assertThat(read(string, plaintext(acme, "ab"))).isNull();
    assertThat(read(acme, plaintext(string, "abcdefgh"))).isNull();
    assertThat(read(acme, plaintext(format(new Custom("acmf")), "ab"))).isNull();
    assertThat(read(acme, plaintext(format(new Custom("acm")), "eab"))).isNull();
    assertThat(read(acme, plaintext(acme, "ab"))).isEqualTo("ab");
  }

  @Test
  void read_anyBeginning_isNoValue() throws Exception {
    ValueFormat acme = format(new Custom("acme"));
    byte[] whole = plaintext(acme, "");

    for (int length = ValueFormat.HEADER_LENGTH; length < whole.length; length++) {
      assertThat(read(acme, Arrays.copyOf(whole, length))).isNull();
    }
    assertThat(read(acme, whole)).isEqualTo("");
  }

  @Test
  void isEncodedEqual_comparesWhatIsNeitherDeflatedNorPadded() {
    ValueFormat hiding =
        new ValueFormat(new StringCodec(), Compression.DEFLATE, Padding.POWER_OF_TWO, 1000);

    assertThat(hiding.isEncodedEqual("a", "a")).isTrue();
    assertThat(hiding.isEncodedEqual("a", "a\u0000")).isFalse();
    assertThat(hiding.isEncodedEqual("a".repeat(300), "a".repeat(301))).isFalse();
  }

  @Test
  void isEncodedEqual_whereNothingCanBeEncoded_isFalse() {
    assertThat(string.isEncodedEqual("a", "a")).isTrue();
    assertThat(string.isEncodedEqual("a", "b")).isFalse();
    assertThat(string.isEncodedEqual("a", "ab")).isFalse();
    assertThat(string.isEncodedEqual(1, 1)).isFalse();
  }

  @Test
  void read_valueAboveTheLimit_isRefused() throws Exception {
    byte[] plaintext = plaintext(string, "abc");
    ValueFormat two = new ValueFormat(new StringCodec(), Compression.NONE, Padding.NONE, 2);
    ValueFormat three = new ValueFormat(new StringCodec(), Compression.NONE, Padding.NONE, 3);

    assertThat(read(three, plaintext)).isEqualTo("abc");
    assertThatExceptionOfType(OversizedValueException.class)
        .isThrownBy(() -> read(two, plaintext))
        .withMessageContaining("max-value-size");
  }

  @Test
  void maxStoredLength_hasRoomForAnyPadding() {
    for (long max : new long[] {1, 7, 8, 247, 248, 1000, 128 << 20, 2000L << 20}) {
      ValueFormat format = new ValueFormat(new StringCodec(), Compression.NONE, Padding.NONE, max);
      for (Padding padding : Padding.values()) {
        assertThat(format.maxStoredLength())
            .isGreaterThanOrEqualTo(
                Envelope.storedValueLength(padding.paddedLength(ValueFormat.HEADER_LENGTH + max)));
      }
      assertThat(format.maxStoredLength()).isLessThan(Integer.MAX_VALUE - 8);
    }
  }

  private static ValueFormat format(Codec codec) {
    return new ValueFormat(codec, Compression.NONE, Padding.NONE, 1000);
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
