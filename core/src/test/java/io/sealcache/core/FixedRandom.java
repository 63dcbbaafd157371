package io.sealcache.core;

import java.security.SecureRandom;

/** Gives the same bytes again and again, so that what is sealed can be foreseen. */
final class FixedRandom extends SecureRandom {
  private final byte[] sequence;
  private int next;

  FixedRandom(byte[] sequence) {
    this.sequence = sequence.clone();
  }

  /** A session's 12 bytes and the counter that it begins with. */
  static FixedRandom session(byte[] id, long firstCounter) {
    byte[] sequence = new byte[20];
    System.arraycopy(id, 0, sequence, 0, 12);
    BigEndian.putLong(sequence, 12, firstCounter);
    return new FixedRandom(sequence);
  }

  @Override
  public synchronized void nextBytes(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = sequence[next];
      next = (next + 1) % sequence.length;
    }
  }
}
