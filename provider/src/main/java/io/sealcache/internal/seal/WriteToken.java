package io.sealcache.internal.seal;

import java.nio.ByteBuffer;

/**
 * One compare-and-set write of one writer. Unlike a counter, random bits don't repeat in a copy of
 * a running process.
 *
 * @param writer random, one a JVM and cache
 * @param attempt random, one a write
 */
record WriteToken(int writer, long attempt) {
  /** Length in bytes. */
  static final int LENGTH = Integer.BYTES + Long.BYTES;

  static WriteToken read(ByteBuffer from) {
    return new WriteToken(from.getInt(), from.getLong());
  }

  void write(ByteBuffer to) {
    to.putInt(writer).putLong(attempt);
  }
}
