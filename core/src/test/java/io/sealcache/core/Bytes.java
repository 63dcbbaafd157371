package io.sealcache.core;

import java.util.Random;

/** Test data: the same bytes for the same length and seed. */
final class Bytes {
  private Bytes() {}

  static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
