package io.sealcache.core;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, and random bytes. Before each session the generator is given more of the operating
 * system's, so that no copy of this process begins the same one. Thread-safe, without locks.
 */
final class SessionSource {
  private final SecureRandom random;
  private final Session.Clock clock;
  private final AtomicReference<@Nullable Session> current = new AtomicReference<>();

  SessionSource(SecureRandom random, Session.Clock clock) {
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

  void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }

  /** Whether a value may be sealed now in the session, of which the caller has a block. */
  boolean goesOn(Session session) {
    return current.get() == session && !session.isOver(clock);
  }

  /** Counters of the current session, which is a new one if the last is over. */
  Session.Block takeBlock(int bytes) {
    while (true) {
      Session session = current.get();
      if (session != null && !session.isOver(clock)) {
        Session.Block block = session.takeBlock(bytes);
        if (block != null) {
          return block;
        }
      }
      // The process may have been copied, though only the clocks tell, or nothing.
      random.setSeed(random.generateSeed(32)); // adds to its state
      current.compareAndSet(session, new Session(this, clock));
    }
  }
}
