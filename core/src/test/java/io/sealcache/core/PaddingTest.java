package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaddingTest {
  // By algorithm 1 of the paper, reckoned apart from this code.
  @ParameterizedTest
  @CsvSource({
    "8, 8",
    "9, 10",
    "15, 16",
    "17, 18",
    "33, 36",
    "65, 72",
    "129, 144",
    "257, 272",
    "1000, 1024",
    "4097, 4352",
    "65535, 65536",
    "65537, 67584",
    "1000000, 1015808",
    "2097152008, 2113929216"
  })
  void padme_roundsUpAsInThePaper(long length, long padded) {
    assertThat(Padding.PADME.roundUp(length)).isEqualTo(padded);
    assertThat(Padding.PADME.roundUp(padded)).isEqualTo(padded);
  }

  @Test
  void padme_addsAtMostTwelvePercentAndLessThanPowersOfTwo() {
    for (long length = 1; length < 1L << 31; length += 1 + length / 97) {
      long padded = Padding.PADME.roundUp(length);

      assertThat(padded).isBetween(length, length + length * 12 / 100);
      assertThat(padded).isLessThanOrEqualTo(Padding.POWER_OF_TWO.roundUp(length));
    }
  }

  @Test
  void powerOfTwo_roundsUpToTheNext() {
    assertThat(IntStream.of(1, 2, 3, 4, 5, 1023, 1024, 1025))
        .extracting(length -> Padding.POWER_OF_TWO.roundUp(length))
        .containsExactly(1L, 2L, 4L, 4L, 8L, 1024L, 1024L, 2048L);
  }

  @Test
  void padded_stopsWhereAnArrayWould() {
    long longest = 2000L << 20;

    assertThat(Padding.POWER_OF_TWO.padded((1L << 30) - 1)).isEqualTo(1L << 30);
    assertThat(Padding.POWER_OF_TWO.padded(1L << 30)).isEqualTo(Padding.LONGEST);
    assertThat(Padding.POWER_OF_TWO.padded(longest + 264)).isEqualTo(Padding.LONGEST);
    assertThat(Padding.PADME.padded(longest + 264)).isLessThan(Padding.LONGEST);
    assertThat(Padding.NONE.padded(longest)).isEqualTo(longest);
    assertThat(Padding.PADME.padded(Padding.LONGEST)).isEqualTo(Padding.LONGEST + 1);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void padding_ofAnyLengthAndLastByte_isFoundAgain(Padding padding) {
    ValueFormat format = Ciphers.format(2, "", Compression.NONE, padding, 1000);
    for (int length = 8; length < 600; length++) {
      for (int last : new int[] {0, 0x80, 1}) {
        byte[] payload = new byte[length - 8];
        if (length > 8) {
          payload[length - 9] = (byte) last;
        }
        byte[] padded = format.layOut(Payload.of(payload), 0).bytes(0, 0);

        assertThat(padded).hasSize((int) padding.padded(length));
        assertThat((long) padded.length).isEqualTo(padding.roundUp(padded.length));
        assertThat(Padding.start(padded, 8)).isEqualTo(length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0000", "01", "8001", "80000001", "81", "40", "7f00", "ff00"})
  void start_whereThereIsNoMark_isNone(String end) {
    byte[] plaintext = HexFormat.of().parseHex("80" + end);

    assertThat(Padding.start(plaintext, 1)).isEqualTo(-1);
  }

  @Test
  void start_isWhereTheLastMarkIs() {
    assertThat(Padding.start(HexFormat.of().parseHex("808080000080"), 1)).isEqualTo(5);
    assertThat(Padding.start(HexFormat.of().parseHex("80800000"), 1)).isEqualTo(1);
  }
}
