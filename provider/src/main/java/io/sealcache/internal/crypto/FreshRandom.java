package io.sealcache.internal.crypto;

import java.security.SecureRandom;

/**
 * Random bytes that no copy of this process draws too: before the first ones of an epoch the
 * generator is given more of the operating system's. Thread-safe.
 */
final class FreshRandom {
  private static final int SEED_LENGTH = 32;

  private final SecureRandom random;
  private final SealingGate gate;

  /** A generator made in a later epoch may draw on state of an earlier one. */
  private volatile long seededIn;

  FreshRandom(SecureRandom random, SealingGate gate) {
    this.random = random;
    this.gate = gate;
  }

  /** To be called by who is within the gate. */
  void nextBytes(byte[] bytes) {
    if (seededIn != gate.epoch()) {
      seed(gate.epoch());
    }
    random.nextBytes(bytes);
  }

  private synchronized void seed(long epoch) {
    if (seededIn != epoch) {
      // It adds to the state of the generator.
      random.setSeed(random.generateSeed(SEED_LENGTH));
      seededIn = epoch;
    }
  }
}
