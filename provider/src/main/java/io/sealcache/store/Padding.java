package io.sealcache.store;

import io.sealcache.codec.EncodingBuffer;

/**
 * What the length of a value's plaintext, its header included, is rounded up to, so that its stored
 * length tells less. The padding itself is that of ISO/IEC 7816-4: one byte 0x80, then zeros to the
 * end. So it is read alike whatever it was made to reach.
 */
public enum Padding {
  /** Nothing: the stored length tells the value's length to the byte. */
  NONE {
    @Override
    long roundUp(long length) {
      return length;
    }
  },

  /**
   * Lengths whose mantissa, as a binary floating-point number, is no longer than the exponent: at
   * most 12 % more, less for longer values, and of a length up to {@code n} only {@code O(log log
   * n)} bits show. Padmé, of Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
   * Communication with PURBs" (PoPETs 2019), algorithm 1.
   */
  PADME {
    @Override
    long roundUp(long length) {
      int exponent = floorLog2(length);
      int mantissaBits = floorLog2(exponent) + 1;
      long mask = (1L << (exponent - mantissaBits)) - 1;
      return (length + mask) & ~mask;
    }
  },

  /** Powers of two: up to twice the length. */
  POWER_OF_TWO {
    @Override
    long roundUp(long length) {
      long floor = Long.highestOneBit(length);
      return floor == length ? length : 2 * floor;
    }
  };

  /**
   * The longest that padding makes a plaintext; sealed it still fits an array. Longer than the
   * longest value allowed, so none is left without padding.
   */
  static final long LONGEST = 2040L << 20;

  private static final byte MARK = (byte) 0x80;

  /**
   * The length aimed at, without the bound that {@link #LONGEST} sets.
   *
   * @param length 1 or more
   */
  abstract long roundUp(long length);

  /** How long a plaintext of {@code length} bytes becomes, the mark included. */
  long paddedLength(long length) {
    return this == NONE ? length : Math.max(length + 1, Math.min(roundUp(length + 1), LONGEST));
  }

  /** Appends the padding; not for {@link #NONE}. */
  void pad(EncodingBuffer plaintext) {
    int zeros = (int) paddedLength(plaintext.size()) - plaintext.size() - 1;
    plaintext.writeByte(MARK);
    plaintext.writeZeros(zeros);
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

  private static int floorLog2(long positive) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(positive);
  }
}
