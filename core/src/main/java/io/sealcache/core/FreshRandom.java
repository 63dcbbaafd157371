package io.sealcache.core;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;

/**
 * Random bytes that no copy of this process draws too, where the copy is told of: before the first
 * ones of an epoch the generator is given more of the operating system's. Thread-safe.
 */
final class FreshRandom {
  private final SecureRandom random;
  private final SealingGate gate;

  /** A generator made in a later epoch may draw on state of an earlier one. */
  private volatile long seededIn;

  FreshRandom(SecureRandom random, SealingGate gate) {
    this.random = random;
    this.gate = gate;
  }

  /**
   * The generator that asks the operating system most directly, so that copies of this process
   * don't draw the same: the JVM's first one may be a DRBG, which goes on where it was copied.
   */
  static SecureRandom ofOperatingSystem() {
    for (String algorithm : List.of("NativePRNGNonBlocking", "Windows-PRNG")) {
      try {
        return SecureRandom.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        // Another system's.
      }
    }
    return new SecureRandom();
  }

  void renew() {
    random.setSeed(random.generateSeed(32)); // adds to its state
  }

  /** To be called within the gate. */
  void nextBytes(byte[] bytes) {
    long epoch = gate.epoch();
    if (seededIn != epoch) {
      renew(); // by several threads at once, it is given more than needed
      seededIn = epoch;
    }
    random.nextBytes(bytes);
  }
}
