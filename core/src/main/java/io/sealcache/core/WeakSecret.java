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
    int different = different(secret);
    if (different <= MAX_FEW) {
      throw refused("has few different bytes");
    }
    if (longestRun(secret) >= MIN_STEPS) {
      throw refused("repeats or counts");
    }
    if (isLettersAndDigits(secret) || (isPrintable(secret) && different <= MAX_CHARACTERS)) {
      throw refused("is text, such as a password");
    }
  }

  private static IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "A master key must be %d random bytes, and this one %s; make one with: openssl rand -hex 32"
            .formatted(MasterKey.LENGTH, what));
  }

  private static int different(byte[] secret) {
    BitSet found = new BitSet();
    for (byte octet : secret) {
      found.set(octet & 0xFF);
    }
    return found.cardinality();
  }

  /** How often in a row one byte differs from the one before by as much as that from its own. */
  private static int longestRun(byte[] secret) {
    int longest = 0;
    int run = 0;
    for (int i = 1; i < secret.length; i++) {
      boolean goesOn = i > 1 && step(secret, i) == step(secret, i - 1);
      run = goesOn ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static byte step(byte[] secret, int at) {
    return (byte) (secret[at] - secret[at - 1]);
  }

  private static boolean isLettersAndDigits(byte[] secret) {
    for (byte octet : secret) {
      int letter = octet | 0x20;
      if (!(octet >= '0' && octet <= '9') && !(letter >= 'a' && letter <= 'z')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(byte[] secret) {
    for (byte octet : secret) {
      if (octet < ' ' || octet > '~') {
        return false;
      }
    }
    return true;
  }
}
