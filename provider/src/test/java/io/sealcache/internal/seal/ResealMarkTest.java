package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.Compression;
import io.sealcache.core.Padding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResealMarkTest {
  private static final long TIME = 0x0123456789abL;

  private static ValueFormat format(Codec codec, Compression compression, Padding padding) {
    return new ValueFormat(codec, compression, padding, 1 << 20);
  }

  private static byte[] plaintext(ValueFormat format, String value, WriterTrail trail)
      throws IOException {
    return bytes(format.finish(format.write(value, TIME, trail, 0)));
  }

  private static byte[] marked(byte[] plaintext, Padding padding) {
    return bytes(ResealMark.in(plaintext, padding));
  }

  private static byte[] bytes(EncodingBuffer buffer) {
    return Arrays.copyOf(buffer.array(), buffer.size());
  }

  private static WriterTrail trail(int tokens) {
    return new WriterTrail(
        LongStream.range(0, tokens).mapToObj(each -> new WriterTrail.Token(7, each)).toList());
  }

  private static @Nullable Object read(ValueFormat format, byte[] plaintext) throws Exception {
    return format.read(plaintext, requireNonNull(ResealMarkTest.class.getClassLoader()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16})
  void mark_changesNothingButTheTrail(int tokens) throws Exception {
    for (Codec codec : List.of(new StringCodec(), new Custom())) {
      for (Compression compression : Compression.values()) {
        for (Padding padding : Padding.values()) {
          ValueFormat format = format(codec, compression, padding);
          byte[] plaintext = plaintext(format, "value ".repeat(50), trail(tokens));

          byte[] marked = marked(plaintext, padding);

          assertThat(format.trail(plaintext).isOfReseal()).isFalse();
          assertThat(format.trail(marked).isOfReseal()).isTrue();
          assertThat(format.trail(marked).tokens())
              .endsWith(trail(Math.min(tokens, 15)).tokens().toArray(WriterTrail.Token[]::new))
              .hasSize(1 + Math.min(tokens, 15));
          assertThat(read(format, marked)).isEqualTo("value ".repeat(50));
          assertThat(ValueFormat.writeTimeMillis(marked)).isEqualTo(TIME);
          assertThat(marked(marked, padding)).as("marked again").isEqualTo(marked);
        }
      }
    }
  }

  @Test
  void mark_isTwelveBytesOfAscii() throws IOException {
    byte[] marked = marked(plaintext(ofTexts(Padding.NONE), "ab", WriterTrail.NONE), Padding.NONE);

    assertThat(new String(marked, 8, marked.length - 8, StandardCharsets.US_ASCII))
        .isEqualTo("\u0001sealed anew!ab");
  }

  private static ValueFormat ofTexts(Padding padding) {
    return format(new StringCodec(), Compression.NONE, padding);
  }

  // What a writer hid stays hidden, whatever this JVM is set to.
  @ParameterizedTest
  @EnumSource
  void padding_isMadeAnew(Padding ours) throws Exception {
    ValueFormat theirs = ofTexts(Padding.POWER_OF_TWO);
    for (int length = 0; length < 200; length++) {
      byte[] marked = marked(plaintext(theirs, "x".repeat(length), WriterTrail.NONE), ours);

      assertThat((long) marked.length)
          .isEqualTo(
              PaddedLength.of(ours == Padding.NONE ? Padding.POWER_OF_TWO : ours, 8 + 13 + length));
      assertThat(read(theirs, marked)).isEqualTo("x".repeat(length));
    }
  }

  @Test
  void valueWithoutPadding_staysSo() throws IOException {
    byte[] plaintext = plaintext(ofTexts(Padding.NONE), "ab", WriterTrail.NONE);

    assertThat(marked(plaintext, Padding.PADME)).hasSize(plaintext.length + 13);
  }

  @Test
  void whatThisVersionDoesNotKnow_staysAsItWas() throws IOException {
    byte[] later = plaintext(ofTexts(Padding.NONE), "abcdefgh", WriterTrail.NONE);
    later[0] |= 8;
    byte[] withoutTrail = plaintext(ofTexts(Padding.NONE), "\0bc", WriterTrail.NONE);
    withoutTrail[0] |= 4;
    byte[] withoutPadding = plaintext(ofTexts(Padding.NONE), "abc", WriterTrail.NONE);
    withoutPadding[0] |= 2;
    byte[] withoutName = Arrays.copyOf(later, 8);
    withoutName[0] = 0;
    withoutName[1] = (byte) 255;
    byte[] cutName = Arrays.copyOf(withoutName, 10);
    cutName[8] = 2;

    for (byte[] plaintext :
        List.of(later, withoutTrail, withoutPadding, withoutName, cutName, new byte[7])) {
      assertThat(marked(plaintext, Padding.NONE)).isEqualTo(plaintext);
    }
  }

  private record Custom() implements Codec {
    @Override
    public String name() {
      return "acme";
    }

    @Override
    public void encode(Object object, EncodingBuffer out) {
      out.write(((String) object).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Object decode(ByteBuffer in, ClassLoader loader) {
      return StandardCharsets.UTF_8.decode(in).toString();
    }
  }
}
