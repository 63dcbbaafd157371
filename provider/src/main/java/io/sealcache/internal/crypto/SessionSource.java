package io.sealcache.internal.crypto;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Begins sessions and ends them. Thread-safe, without locks. */
final class SessionSource {
  private final SecureRandom random;
  private final SessionClock clock;
  private final AtomicReference<@Nullable Session> current = new AtomicReference<>();

  SessionSource(SecureRandom random, SessionClock clock) {
    this.random = random;
    this.clock = clock;
  }

  boolean isCurrent(Session session) {
    return current.get() == session;
  }

  /** Counters of the current session, which is a new one if the last is over. */
  Session.Block takeBlock() {
    while (true) {
      Session session = current.get();
      Session.Block block = session == null || session.isOver(clock) ? null : session.takeBlock();
      if (block != null) {
        return block;
      }
      current.compareAndSet(session, new Session(random, clock));
    }
  }

  void rotate() {
    current.set(null);
  }

  Duration age() {
    Session session = current.get();
    return session == null ? Duration.ZERO : session.age(clock);
  }
}
