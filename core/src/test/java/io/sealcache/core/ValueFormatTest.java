package io.sealcache.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.sealcache.core.Outcome.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueFormatTest {
  private static final long TIME = 0x0123456789abL;
  private static final int STRING = 3;
  private static final int HEADER = 8;

  private final ValueFormat string = format("");
  private final ValueFormat acme = format("acme");

  @Test
  void layOut_isFlagsCodecTimeAndPayload() {
    assertThat(plaintext(string, "ab")).isEqualTo(hex("00 03 0123456789ab 6162"));
  }

  @Test
  void layOut_customCodec_isNamed() {
    assertThat(plaintext(acme, "ab")).isEqualTo(hex("00 ff 0123456789ab 04 61636d65 6162"));
  }

  @Test
  void layOut_trail_isBetweenHeaderAndPayload() {
    String tokens = "0b000000 0a00000000000000 0b000001 0a00000000000001";

    assertThat(plaintext(string, "ab", trail(2)))
        .isEqualTo(hex("04 03 0123456789ab 02" + tokens + "6162"));
    assertThat(plaintext(acme, "ab", trail(2)))
        .isEqualTo(hex("04 ff 0123456789ab 04 61636d65 02" + tokens + "6162"));
  }

  @Test
  void trailWithoutTokensOrWithTooMany_isRefused() {
    for (int count : new int[] {0, 17, 18, 127, 128, 255}) {
      byte[] plaintext = Arrays.copyOf(hex("04 03 0123456789ab"), HEADER + 1 + 256 * 12);
      plaintext[HEADER] = (byte) count;

      assertMalformed(string, plaintext);
    }
  }

  @Test
  void trailCutShort_isRefused() {
    for (int tokens : new int[] {1, 2, 16}) {
      byte[] whole = plaintext(string, "", trail(tokens));

      assertThat(read(string, whole)).isEmpty();
      for (int length = HEADER; length < whole.length; length++) {
        assertMalformed(string, Arrays.copyOf(whole, length));
      }
    }
  }

  // Tokens may be any bytes.
  @Test
  void trailThatLooksLikePadding_isNotTakenForIt() {
    byte[] plaintext = hex("06 03 0123456789ab 01 00000000 8000000000000000");

    assertMalformed(string, plaintext);
  }

  @Test
  void laterFormat_isNoValue() {
    for (int flag = 3; flag < 8; flag++) {
      byte[] plaintext = plaintext(string, "ab");
      plaintext[0] = (byte) (1 << flag);

      assertThat(refusal(string, plaintext))
          .isEqualTo(
              new Refused(
                  UnreadableReason.UNDECODABLE,
                  "the configured codec can't decode it: it was written by a later version of"
                      + " SealCache",
                  0));
    }
  }

  @Test
  void anyBeginning_isNoValue() {
    byte[] whole = plaintext(acme, "");

    for (int length = HEADER; length < whole.length; length++) {
      assertThat(refusal(acme, Arrays.copyOf(whole, length))).isEqualTo(ofCodec(255));
    }
    assertThat(read(acme, whole)).isEmpty();
  }

  @Test
  void maxStoredLength_hasRoomForHeaderAndTrailAndForNoMore() {
    int around = HEADER + 1 + 16 * 12 + 1;

    assertThat(format("", Compression.NONE, Padding.NONE, 1024 - around).maxStoredLength)
        .isEqualTo(Envelope.storedValueLength(1024));
    assertThat(format("", Compression.NONE, Padding.NONE, 1025 - around).maxStoredLength)
        .isEqualTo(Envelope.storedValueLength(2048));
  }

  // Of a few letters, one length is deflated to just as many bytes.
  @Test
  void layOut_ofWhatGetsNeitherShorterNorLonger_deflatesNothing() {
    ValueFormat deflating = format("", Compression.DEFLATE, Padding.NONE, 1000);
    List<Integer> same = new ArrayList<>();
    for (int length = 1; length < 20; length++) {
      byte[] letters = new byte[length];
      Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
      deflater.setInput(letters);
      deflater.finish();
      int deflated = deflater.deflate(new byte[100]);
      deflater.end();
      if (deflated == length) {
        same.add(length);
        assertThat(plaintext(deflating, Payload.of(letters)))
            .isEqualTo(plaintext(string, Payload.of(letters)));
      }
    }
    assertThat(same).isNotEmpty();
  }

  @Test
  void layOut_ofWhatGetsShorter_deflatesIt() {
    ValueFormat deflating = format("", Compression.DEFLATE, Padding.NONE, 1000);
    byte[] shorter = plaintext(deflating, "la".repeat(400));

    assertThat(shorter).hasSizeLessThan(100).startsWith(1, STRING);
    assertThat(read(string, shorter)).isEqualTo("la".repeat(400));
  }

  @Test
  void layOut_withoutCompression_deflatesNothing() {
    assertThat(plaintext(string, "la".repeat(400))).hasSize(HEADER + 800).startsWith(0, STRING);
  }

  private static void assertMalformed(ValueFormat format, byte[] plaintext) {
    Refused refused = refusal(format, plaintext);
    if (refused != null) {
      assertThat(refused.reason()).isEqualTo(UnreadableReason.UNDECODABLE);
      assertThat(refused.codec()).isZero();
      return;
    }
    assertThatIOException().isThrownBy(() -> format.payload(plaintext));
  }

  private static Refused ofCodec(int number) {
    return new Refused(
        UnreadableReason.UNDECODABLE, "the configured codec can't decode it", number);
  }

  private static ValueFormat format(String name) {
    return format(name, Compression.NONE, Padding.NONE, 1000);
  }

  private static ValueFormat format(
      String name, Compression compression, Padding padding, long maxPayload) {
    return Ciphers.format(
        name.isEmpty() ? STRING : ValueFormat.NAMED_CODEC, name, compression, padding, maxPayload);
  }

  private static byte[] trail(int tokens) {
    ByteBuffer trail = ByteBuffer.allocate(12 * tokens);
    for (int i = 0; i < tokens; i++) {
      trail.putInt(0x0b000000 + i).putLong(0x0a00000000000000L + i);
    }
    return trail.array();
  }

  private static byte[] plaintext(ValueFormat format, String value) {
    return plaintext(format, value, new byte[0]);
  }

  private static byte[] plaintext(ValueFormat format, String value, byte[] trail) {
    return plaintext(format, Payload.of(value.getBytes(UTF_8)).withTrail(trail));
  }

  private static byte[] plaintext(ValueFormat format, Payload payload) {
    return format.layOut(payload, TIME).bytes(0, 0);
  }

  private static @Nullable Refused refusal(ValueFormat format, byte[] plaintext) {
    return format.refusal(plaintext);
  }

  private static String read(ValueFormat format, byte[] plaintext) {
    assertThat(refusal(format, plaintext)).isNull();
    try {
      ByteBuffer payload = format.payload(plaintext);
      assertThat(payload).isNotNull();
      return UTF_8.decode(payload).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
