package io.sealcache.core;

/**
 * How the length of a value's plaintext, its header included, is rounded up, so that its stored
 * length tells less: by one byte 0x80, then zeros to the end, as in ISO/IEC 7816-4. So it is read
 * alike whatever it was made to reach.
 */
public enum Padding {
  /** Nothing: the stored length tells the value's length to the byte. */
  NONE,

  /**
   * Lengths whose mantissa, as a binary floating-point number, is no longer than the exponent: at
   * most 12 % more, less for longer values, and of a length up to {@code n} only {@code O(log log
   * n)} bits show. Padmé, of Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
   * Communication with PURBs" (PoPETs 2019), algorithm 1.
   */
  PADME,

  /** Powers of two: up to twice the length. */
  POWER_OF_TWO;

  /**
   * The longest that padding makes a plaintext; sealed it still fits an array. Longer than the
   * longest value allowed, so none is left without padding.
   */
  static final long LONGEST = 2040L << 20;

  static final byte MARK = (byte) 0x80;

  /** How long a plaintext of {@code length} bytes becomes, the mark included. */
  long padded(long length) {
    return this == NONE ? length : Math.max(length + 1, Math.min(roundUp(length + 1), LONGEST));
  }

  /** The length aimed at, for 1 byte or more, without the bound that {@link #LONGEST} sets. */
  long roundUp(long length) {
    int exponent = floorLog2(length);
    int mantissaBits = this == NONE ? exponent : this == PADME ? floorLog2(exponent) + 1 : 0;
    long mask = (1L << (exponent - mantissaBits)) - 1;
    return (length + mask) & ~mask;
  }

  private static int floorLog2(long positive) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(positive);
  }

  /** Where the padding of a plaintext begins, not before {@code from}; -1 if it has none. */
  static int start(byte[] plaintext, int from) {
    int last = plaintext.length - 1;
    while (last >= from && plaintext[last] == 0) {
      last--;
    }
    return last >= from && plaintext[last] == MARK ? last : -1;
  }
}
