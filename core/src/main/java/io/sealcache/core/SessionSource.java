package io.sealcache.core;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, and random bytes, that no copy of this process has too, where the copy is told of:
 * before the first bytes of an epoch the generator is given more of the operating system's.
 * Thread-safe, without locks.
 */
final class SessionSource {
  private final SealingGate gate;
  private final SecureRandom random;
  private final Session.Clock clock;
  private final AtomicReference<@Nullable Session> current = new AtomicReference<>();

  /** A generator made in a later epoch may draw on state of an earlier one. */
  private volatile long seededIn;

  SessionSource(SealingGate gate, SecureRandom random, Session.Clock clock) {
    this.gate = gate;
    this.random = random;
    this.clock = clock;
  }

  /**
   * The generator that asks the operating system most directly, so that copies of this process
   * don't draw the same: the JVM's first one may be a DRBG, which goes on where it was copied.
   */
  static SecureRandom randomOfSystem() {
    for (String algorithm : List.of("NativePRNGNonBlocking", "Windows-PRNG")) {
      try {
        return SecureRandom.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        // Another system's.
      }
    }
    return new SecureRandom();
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

  private void renew() {
    random.setSeed(random.generateSeed(32)); // adds to its state
  }

  /** Whether a value may be sealed now in the session, of which the caller has a block. */
  boolean goesOn(Session session) {
    return current.get() == session && !session.isOver(gate.epoch(), clock);
  }

  /** Counters of the current session, which is a new one if the last is over. */
  Session.Block takeBlock(int bytes) {
    while (true) {
      Session session = current.get();
      long epoch = gate.epoch();
      if (session != null && !session.isOver(epoch, clock)) {
        Session.Block block = session.takeBlock(bytes);
        if (block != null) {
          return block;
        }
      }
      renew(); // the process may have been copied, though only the clocks tell, or nothing
      current.compareAndSet(session, new Session(this, epoch, clock));
    }
  }
}
