package io.sealcache.core;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * 12 random bytes, which choose an AES-GCM key, and the counters under them, from a random one on.
 * Each counter is handed out once. Thread-safe.
 *
 * <p>It ends after 2^32 messages, 1 TiB, 10 minutes, or a jump of the wall clock against the
 * monotonic one by more than a second. Clocks are looked at for each message. Messages and bytes
 * are reserved, 1,024 and 256 KiB at once: it may end with less of them, never with more. 1 TiB is
 * 2^36 blocks of AES under one key, an advantage of at most 2^-57 (CFRG's AEAD limits). The random
 * start keeps two sessions apart even if their 12 bytes are equal.
 */
final class Session {
  static final long MAX_MESSAGES = 1L << 32;
  static final long MAX_BYTES = 1L << 40;
  static final long MAX_AGE_NANOS = 600_000_000_000L;
  static final long MAX_CLOCK_JUMP_MILLIS = 1_000;

  /** Of counters and bytes alike: both limits are reached with the last one. */
  private static final long MAX_SHARES = MAX_MESSAGES / Block.LENGTH;

  private final byte[] id = new byte[Envelope.SESSION_LENGTH];
  private final long firstCounter;
  private final long begun;
  private final long clockDifference;
  private final AtomicLong shares = new AtomicLong();

  /** The two clocks of a JVM, which drift apart when the machine sleeps, is cloned or restored. */
  static class Clock {
    static final Clock SYSTEM = new Clock();

    long wallMillis() {
      return System.currentTimeMillis();
    }

    long monotonicNanos() {
      return System.nanoTime();
    }

    private long difference(long monotonicNanos) {
      return wallMillis() - monotonicNanos / 1_000_000;
    }
  }

  Session(SessionSource random, Clock clock) {
    byte[] start = new byte[Long.BYTES];
    random.nextBytes(id);
    random.nextBytes(start);
    this.firstCounter = BigEndian.getLong(start, 0);
    this.begun = clock.monotonicNanos();
    this.clockDifference = clock.difference(begun);
  }

  void write(byte[] storedValue) {
    System.arraycopy(id, 0, storedValue, Envelope.SESSION_OFFSET, id.length);
  }

  /**
   * The next counters, with what may be sealed under them; null if the session has not as much left
   * of its {@link #MAX_MESSAGES} and {@link #MAX_BYTES}, and then never again.
   *
   * @param bytes that a message has, which the block has to be enough for
   */
  @Nullable Block takeBlock(int bytes) {
    long wanted = Math.max(1, ((long) bytes + Block.BYTES - 1) / Block.BYTES);
    long index = shares.getAndAdd(wanted);
    if (index + wanted > MAX_SHARES) {
      return null;
    }
    long from = firstCounter + index * Block.LENGTH;
    return new Block(this, from, from + wanted * Block.LENGTH, wanted * Block.BYTES);
  }

  /** Whether nothing more may be sealed in it; else its limits alone may end it. */
  boolean isOver(Clock clock) {
    long now = clock.monotonicNanos();
    return now - begun >= MAX_AGE_NANOS
        || Math.abs(clock.difference(now) - clockDifference) > MAX_CLOCK_JUMP_MILLIS;
  }

  /**
   * Counters that one holder may use, and no other.
   *
   * @param to the one after the last, modulo 2^64, so possibly less than {@code from}
   * @param bytes the most that may be sealed with them
   */
  record Block(Session session, long from, long to, long bytes) {
    /** Counters in the smallest block. */
    static final int LENGTH = 1024;

    /** Bytes in the smallest block. */
    static final long BYTES = MAX_BYTES / (MAX_MESSAGES / LENGTH);
  }
}
