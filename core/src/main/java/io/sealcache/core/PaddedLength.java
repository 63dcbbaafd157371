package io.sealcache.core;

/**
 * The padding of plaintexts, that of ISO/IEC 7816-4: one byte 0x80, then zeros to the end. So it is
 * read alike whatever it was made to reach.
 */
final class PaddedLength {
  /**
   * The longest that padding makes a plaintext; sealed it still fits an array. Longer than the
   * longest value allowed, so none is left without padding.
   */
  static final long LONGEST = 2040L << 20;

  static final byte MARK = (byte) 0x80;

  private PaddedLength() {}

  /**
   * The length aimed at, without the bound that {@link #LONGEST} sets.
   *
   * @param length 1 or more
   */
  static long roundUp(Padding padding, long length) {
    return switch (padding) {
      case NONE -> length;
      case PADME -> padme(length);
      case POWER_OF_TWO -> {
        long floor = Long.highestOneBit(length);
        yield floor == length ? length : 2 * floor;
      }
    };
  }

  private static long padme(long length) {
    int exponent = floorLog2(length);
    int mantissaBits = floorLog2(exponent) + 1;
    long mask = (1L << (exponent - mantissaBits)) - 1;
    return (length + mask) & ~mask;
  }

  private static int floorLog2(long positive) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(positive);
  }

  /** How long a plaintext of {@code length} bytes becomes, the mark included. */
  static long of(Padding padding, long length) {
    return padding == Padding.NONE
        ? length
        : Math.max(length + 1, Math.min(roundUp(padding, length + 1), LONGEST));
  }

  /**
   * Where the padding of a plaintext begins; -1 if it has none.
   *
   * @param from the first byte that may be padding
   */
  static int start(byte[] plaintext, int from) {
    int last = plaintext.length - 1;
    while (last >= from && plaintext[last] == 0) {
      last--;
    }
    return last >= from && plaintext[last] == MARK ? last : -1;
  }
}
