package io.sealcache.internal.crypto;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * 12 random bytes, which choose an AES-GCM key, and the counters under them, from a random one on.
 * Each counter is handed out once. Thread-safe.
 *
 * <p>The limits: 1 TiB is 2^36 blocks of AES under one key, an advantage of at most 2^-57 (CFRG's
 * AEAD limits). The random start keeps two sessions apart even if their 12 bytes are equal.
 */
final class Session {
  static final long MAX_MESSAGES = 1L << 32;
  static final long MAX_BYTES = 1L << 40;
  static final Duration MAX_AGE = Duration.ofMinutes(10);
  static final Duration MAX_CLOCK_JUMP = Duration.ofSeconds(1);

  private static final long MAX_BLOCKS = MAX_MESSAGES / Block.LENGTH;

  private final byte[] id = new byte[Envelope.SESSION_LENGTH];
  private final long firstCounter;
  private final long begun;
  private final long clockDifference;
  private final AtomicLong blocks = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  Session(SecureRandom random, SessionClock clock) {
    byte[] start = new byte[Long.BYTES];
    random.nextBytes(id);
    random.nextBytes(start);
    firstCounter = BigEndian.getLong(start, 0);
    begun = clock.monotonicNanos();
    clockDifference = clockDifference(clock);
  }

  void write(byte[] storedValue) {
    System.arraycopy(id, 0, storedValue, Envelope.SESSION_OFFSET, id.length);
  }

  /** The next counters, or null if there were {@link #MAX_MESSAGES}. */
  @Nullable Block takeBlock() {
    long index = blocks.getAndIncrement();
    if (index >= MAX_BLOCKS) {
      return null;
    }
    long from = firstCounter + index * Block.LENGTH;
    return new Block(this, from, from + Block.LENGTH);
  }

  void addBytes(long count) {
    bytes.addAndGet(count);
  }

  boolean isOver(SessionClock clock) {
    long jump = Math.abs(clockDifference(clock) - clockDifference);
    return bytes.get() >= MAX_BYTES
        || age(clock).compareTo(MAX_AGE) >= 0
        || jump > MAX_CLOCK_JUMP.toMillis();
  }

  Duration age(SessionClock clock) {
    return Duration.ofNanos(clock.monotonicNanos() - begun);
  }

  private static long clockDifference(SessionClock clock) {
    return clock.wallMillis() - TimeUnit.NANOSECONDS.toMillis(clock.monotonicNanos());
  }

  /**
   * Counters that one holder may use, and no other.
   *
   * @param session what the counters belong to
   * @param from the first one
   * @param to the one after the last, modulo 2^64, so possibly less than {@code from}
   */
  record Block(Session session, long from, long to) {
    /** Counters in a block. */
    static final int LENGTH = 1024;
  }
}
