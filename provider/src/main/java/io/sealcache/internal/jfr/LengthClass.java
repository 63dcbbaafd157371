package io.sealcache.internal.jfr;

/** Says how long a value is, but not exactly, as that may tell which one it is. */
final class LengthClass {
  private LengthClass() {}

  /** The length, rounded up to a power of two. */
  static long of(int length) {
    return length <= 1 ? 1 : Long.highestOneBit(length - 1L) << 1;
  }
}
