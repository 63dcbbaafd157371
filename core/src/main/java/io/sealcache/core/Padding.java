package io.sealcache.core;

/**
 * What the length of a value's plaintext, its header included, is rounded up to, so that its stored
 * length tells less.
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
  POWER_OF_TWO
}
