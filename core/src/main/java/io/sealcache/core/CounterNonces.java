package io.sealcache.core;

import org.jspecify.annotations.Nullable;

/** {@link NonceMode#COUNTER}: spends a block of counters that nobody else has. Not thread-safe. */
final class CounterNonces implements NonceSource {
  private final SessionSource sessions;
  private Session.@Nullable Block block;
  private long next;
  private long bytesLeft;

  CounterNonces(SessionSource sessions) {
    this.sessions = sessions;
  }

  @Override
  public void next(byte[] storedValue, int plaintextLength) {
    Session.Block current = block;
    // The session is looked at last: what follows depends on this object alone, so that copies of
    // the process that are made meanwhile seal the same bytes, not others with the same nonce.
    while (current == null
        || next == current.to()
        || bytesLeft < plaintextLength
        || !sessions.goesOn(current.session())) {
      current = renew(current, plaintextLength);
    }
    current.session().write(storedValue);
    BigEndian.putLong(storedValue, Envelope.COUNTER_OFFSET, next++);
    bytesLeft -= plaintextLength;
  }

  private Session.Block renew(Session.@Nullable Block spent, int plaintextLength) {
    Session.Block taken = sessions.takeBlock(plaintextLength);
    boolean sameSession = spent != null && spent.session() == taken.session();
    block = taken;
    next = taken.from();
    bytesLeft = taken.bytes() + (sameSession ? bytesLeft : 0);
    return taken;
  }
}
