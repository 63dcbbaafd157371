package io.sealcache.core;

import java.util.BitSet;

/**
 * Secrets that obviously are no random bytes. Of random ones fewer than one in 2^64 is refused; by
 * each rule, for {@value MasterKey#LENGTH} bytes, one in 2^75.7 (few different bytes), 2^75.6
 * (steps), 2^65.4 (letters and digits) and 2^64.9 (text of few characters).
 */
final class WeakSecret {
  private static final int MAX_FEW = 12;
  private static final int MIN_STEPS = 11;
  private static final int MAX_CHARACTERS = 18;

  private WeakSecret() {}

  /**
   * @throws IllegalArgumentException if it is one; the message contains none of its bytes
   */
  static void refuse(byte[] secret) {
    BitSet found = new BitSet();
    boolean isText = true;
    boolean isWord = true;
    for (byte octet : secret) {
      found.set(octet & 0xff);
      isText &= octet >= ' ' && octet <= '~';
      isWord &= Character.isLetterOrDigit(octet);
    }
    int different = found.cardinality();
    if (different <= MAX_FEW) {
      throw refused("has few different bytes");
    }
    if (longestRun(secret) >= MIN_STEPS) {
      throw refused("repeats or counts");
    }
    if (isText && (different <= MAX_CHARACTERS || isWord)) {
      throw refused("is text, such as a password");
    }
  }

  private static IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "A master key must be %d random bytes, and this one %s; make one with: openssl rand -hex 32"
            .formatted(MasterKey.LENGTH, what));
  }

  /** How often in a row one byte differs from the one before by as much as that from its own. */
  private static int longestRun(byte[] secret) {
    int longest = 0;
    int run = 0;
    int last = Integer.MAX_VALUE;
    for (int i = 1; i < secret.length; i++) {
      int step = (byte) (secret[i] - secret[i - 1]);
      run = step == last ? run + 1 : 1;
      longest = Math.max(longest, run);
      last = step;
    }
    return longest;
  }
}
