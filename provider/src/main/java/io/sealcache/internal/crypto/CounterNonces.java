package io.sealcache.internal.crypto;

import io.sealcache.encryption.NonceMode;
import org.jspecify.annotations.Nullable;

/** {@link NonceMode#COUNTER}: spends a block of counters that nobody else has. Not thread-safe. */
final class CounterNonces implements NonceSource {
  /** With this many bytes sealed a block is given up, so that the session hears of them in time. */
  private static final long MAX_BLOCK_BYTES = 64L << 20;

  private final SessionSource sessions;
  private Session.@Nullable Block block;
  private long next;
  private long bytes;

  CounterNonces(SessionSource sessions) {
    this.sessions = sessions;
  }

  @Override
  public void next(byte[] storedValue, int plaintextLength) {
    Session.Block current = block;
    if (current == null
        || next == current.to()
        || bytes >= MAX_BLOCK_BYTES
        || !sessions.isCurrent(current.session())) {
      current = renew(current);
    }
    current.session().write(storedValue);
    BigEndian.putLong(storedValue, Envelope.COUNTER_OFFSET, next++);
    bytes += plaintextLength;
  }

  private Session.Block renew(Session.@Nullable Block spent) {
    if (spent != null) {
      spent.session().addBytes(bytes);
    }
    Session.Block taken = sessions.takeBlock();
    block = taken;
    next = taken.from();
    bytes = 0;
    return taken;
  }
}
