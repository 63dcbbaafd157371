package io.sealcache.core;

import org.jspecify.annotations.Nullable;

/** Chooses nonces: random ones, or counters of blocks that nobody else has. Not thread-safe. */
final class Nonces {
  private final SessionSource sessions;
  private final NonceMode mode;
  private final byte[] drawn = new byte[Envelope.VALUE_HEADER_LENGTH - Envelope.SESSION_OFFSET];
  private Session.@Nullable Block block;
  private long next;
  private long bytesLeft;

  Nonces(SessionSource sessions, NonceMode mode) {
    this.sessions = sessions;
    this.mode = mode;
  }

  /**
   * Writes a session and a counter that were never written together before to their place. To be
   * called once it is known what is to be sealed.
   */
  void next(byte[] storedValue, int plaintextLength) {
    if (mode == NonceMode.RANDOM) {
      sessions.nextBytes(drawn);
      System.arraycopy(drawn, 0, storedValue, Envelope.SESSION_OFFSET, drawn.length);
      return;
    }
    Session.Block current = block;
    // The session is looked at last: what follows depends on this object alone, so that copies of
    // the process that are made meanwhile seal the same bytes, not others with the same nonce.
    while (current == null
        || next == current.to()
        || bytesLeft < plaintextLength
        || !sessions.goesOn(current.session())) {
      Session.Block taken = sessions.takeBlock(plaintextLength);
      boolean sameSession = current != null && current.session() == taken.session();
      bytesLeft = taken.bytes() + (sameSession ? bytesLeft : 0);
      next = taken.from();
      block = taken;
      current = taken;
    }
    current.session().write(storedValue);
    BigEndian.putLong(storedValue, Envelope.COUNTER_OFFSET, next++);
    bytesLeft -= plaintextLength;
  }
}
