package io.sealcache.benchmarks;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What is measured with: the same bytes and keys in each run. */
public final class Sample {
  /** Length of a value's payload in the rows of the stores. */
  public static final int VALUE_LENGTH = 1024;

  /** Keys in turn, so that no row lives on one entry. */
  public static final int KEYS = 1000;

  private Sample() {}

  public static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** A row that finds nothing measures nothing. */
  public static byte[] present(byte @Nullable [] found) {
    if (found == null) {
      throw new IllegalStateException("Nothing found, or it does not open");
    }
    return found;
  }

  /** Keys of 24 characters. */
  public static String[] keys() {
    String[] keys = new String[KEYS];
    for (int i = 0; i < KEYS; i++) {
      keys[i] = "user:profile:%011d".formatted(i * 7919L);
    }
    return keys;
  }
}
