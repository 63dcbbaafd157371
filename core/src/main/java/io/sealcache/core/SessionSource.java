package io.sealcache.core;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Begins sessions and ends them. Thread-safe, without locks. */
final class SessionSource {
  private final SealingGate gate;
  private final FreshRandom random;
  private final Session.Clock clock;
  private final Consumer<SessionCause> listener;
  private final AtomicReference<@Nullable Session> current = new AtomicReference<>();

  SessionSource(
      SealingGate gate, FreshRandom random, Session.Clock clock, Consumer<SessionCause> listener) {
    this.gate = gate;
    this.random = random;
    this.clock = clock;
    this.listener = listener;
  }

  /** Whether a value may be sealed now in the session, of which the caller has a block. */
  boolean goesOn(Session session) {
    return current.get() == session && session.end(gate.epoch(), clock) == null;
  }

  /** Counters of the current session, which is a new one if the last is over. */
  Session.Block takeBlock(int bytes) {
    while (true) {
      Session session = current.get();
      long epoch = gate.epoch();
      SessionCause cause = session == null ? SessionCause.FIRST : session.end(epoch, clock);
      if (session != null && cause == null) {
        Session.Block block = session.takeBlock(bytes);
        if (block != null) {
          return block;
        }
        cause = SessionCause.USED_UP;
      }
      random.renew(); // the process may have been copied, though only the clocks tell, or nothing
      if (current.compareAndSet(session, new Session(random, epoch, clock)) && cause != null) {
        listener.accept(cause);
      }
    }
  }
}
