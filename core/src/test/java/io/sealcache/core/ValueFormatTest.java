package io.sealcache.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.jackson.Jackson;
import io.sealcache.codec.standard.StringCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
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
  void write_json_isWhatTheDocumentShows() throws IOException {
    String document = Files.readString(Path.of("../docs/codecs.md"));

    for (Jackson jackson : Jackson.values()) {
      for (Codec codec : List.of(jackson.json(Shown.class), jackson.messagePack(Shown.class))) {
        EncodingBuffer out = format(codec).write(new Shown("Ada", 36), TIME, WriterTrail.NONE, 0);
        String hex = HexFormat.of().formatHex(out.array(), 0, out.size());

        assertThat(document.replace(" ", "")).contains(hex);
      }
    }
  }

  private record Shown(String name, int age) {}

  @Test
  void read_givesBackWhatWasWritten() throws Exception {
    byte[] plaintext = plaintext(string, "ab");

    assertThat(read(string, plaintext)).isEqualTo("ab");
    assertThat(ValueFormat.writeTimeMillis(plaintext)).isEqualTo(TIME);
    assertThat(string.trail(plaintext).isEmpty()).isTrue();
  }

  @Test
  void payloadLength_countsTheCodecsOutputAlone() throws IOException {
    ValueFormat acme = format(new Custom("acme"));

    assertThat(string.payloadLength(string.write("ab", TIME, WriterTrail.NONE, 0))).isEqualTo(2);
    assertThat(acme.payloadLength(acme.write("ab", TIME, trail(16), 0))).isEqualTo(2);
  }

  @Test
  void write_trail_isBetweenHeaderAndPayload() throws IOException {
    String tokens = "0b000000 0a00000000000000 0b000001 0a00000000000001";

    assertThat(plaintext(string, "ab", trail(2)))
        .isEqualTo(hex("04 03 0123456789ab 02" + tokens + "6162"));
    assertThat(plaintext(format(new Custom("acme")), "ab", trail(2)))
        .isEqualTo(hex("04 ff 0123456789ab 04 61636d65 02" + tokens + "6162"));
  }

  @Test
  void read_trail_whateverElseIsSet_isGivenBack() throws Exception {
    String value = "la".repeat(40);
    for (Codec codec : List.of(new StringCodec(), new Custom("acme"))) {
      for (Compression compression : Compression.values()) {
        for (Padding padding : Padding.values()) {
          ValueFormat format = new ValueFormat(codec, compression, padding, value.length());
          for (int tokens = 1; tokens <= WriterTrail.LIMIT; tokens++) {
            EncodingBuffer buffer = format.finish(format.write(value, TIME, trail(tokens), 0));
            byte[] plaintext = Arrays.copyOf(buffer.array(), buffer.size());

            assertThat(read(format, plaintext)).isEqualTo(value);
            assertThat(format.trail(plaintext)).isEqualTo(trail(tokens));
          }
        }
      }
    }
  }

  @Test
  void read_trailWithoutTokensOrWithTooMany_isRefused() {
    for (int count : new int[] {0, 17, 18, 127, 128, 255}) {
      byte[] plaintext =
          Arrays.copyOf(hex("04 03 0123456789ab"), ValueFormat.HEADER_LENGTH + 1 + 256 * 12);
      plaintext[ValueFormat.HEADER_LENGTH] = (byte) count;

      assertThatIOException().isThrownBy(() -> read(string, plaintext));
    }
  }

  @Test
  void read_trailCutShort_isRefused() throws Exception {
    for (int tokens : new int[] {1, 2, WriterTrail.LIMIT}) {
      byte[] whole = plaintext(string, "", trail(tokens));

      assertThat(read(string, whole)).isEqualTo("");
      for (int length = ValueFormat.HEADER_LENGTH; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatIOException().isThrownBy(() -> read(string, cut));
      }
    }
  }

  // Tokens may be any bytes.
  @Test
  void read_trailThatLooksLikePadding_isNotTakenForIt() {
    byte[] plaintext = hex("06 03 0123456789ab 01 00000000 8000000000000000");

    assertThatIOException().isThrownBy(() -> read(string, plaintext));
  }

  @Test
  void read_laterFormat_isNoValue() throws Exception {
    for (int flag = 3; flag < 8; flag++) {
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
    assertThatExceptionOfType(Deflate.OversizedValueException.class)
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
                Envelope.storedValueLength(
                    PaddedLength.of(
                        padding, ValueFormat.HEADER_LENGTH + WriterTrail.MAX_LENGTH + max)));
      }
      assertThat(format.maxStoredLength()).isLessThan(Integer.MAX_VALUE - 8);
    }
  }

  @Test
  void maxStoredLength_hasRoomForHeaderAndTrailAndForNoMore() {
    int around = ValueFormat.HEADER_LENGTH + WriterTrail.MAX_LENGTH + 1;

    assertThat(upTo(1024 - around).maxStoredLength()).isEqualTo(Envelope.storedValueLength(1024));
    assertThat(upTo(1025 - around).maxStoredLength()).isEqualTo(Envelope.storedValueLength(2048));
  }

  @Test
  void finish_ofWhatDoesNotGetShorter_leavesItAsItIs() throws Exception {
    ValueFormat deflating =
        new ValueFormat(new StringCodec(), Compression.DEFLATE, Padding.NONE, 1000);
    byte[] plain = plaintext(string, "Ada");

    EncodingBuffer finished = deflating.finish(deflating.write("Ada", TIME, WriterTrail.NONE, 0));

    assertThat(Arrays.copyOf(finished.array(), finished.size())).isEqualTo(plain);
    EncodingBuffer shorter =
        deflating.finish(deflating.write("la".repeat(400), TIME, WriterTrail.NONE, 0));
    assertThat(shorter.size()).isLessThan(100);
    assertThat(shorter.array()[0]).isEqualTo((byte) 1);
  }

  @Test
  void finish_withoutCompression_deflatesNothing() throws Exception {
    EncodingBuffer written = string.write("la".repeat(400), TIME, WriterTrail.NONE, 0);
    byte[] plain = plaintext(string, "la".repeat(400));

    EncodingBuffer finished = string.finish(written);

    assertThat(Arrays.copyOf(finished.array(), finished.size())).isEqualTo(plain);
  }

  private static ValueFormat format(Codec codec) {
    return new ValueFormat(codec, Compression.NONE, Padding.NONE, 1000);
  }

  private static ValueFormat upTo(long maxPayload) {
    return new ValueFormat(new StringCodec(), Compression.NONE, Padding.NONE, maxPayload);
  }

  private static WriterTrail trail(int tokens) {
    return new WriterTrail(
        IntStream.range(0, tokens)
            .mapToObj(i -> new WriterTrail.Token(0x0b000000 + i, 0x0a00000000000000L + i))
            .toList());
  }

  private static byte[] plaintext(ValueFormat format, String value) throws IOException {
    return plaintext(format, value, WriterTrail.NONE);
  }

  private static byte[] plaintext(ValueFormat format, String value, WriterTrail trail)
      throws IOException {
    EncodingBuffer buffer = format.write(value, TIME, trail, 0);
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
