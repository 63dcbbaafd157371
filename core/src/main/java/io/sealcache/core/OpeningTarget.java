package io.sealcache.core;

import java.nio.ByteBuffer;

/**
 * Where the segments of a value are opened into: a buffer that takes the plaintext, or takes it
 * without its first bytes. Threads may open different segments at once.
 */
final class OpeningTarget {
  private final ByteBuffer buffer;
  private final int skipped;

  private OpeningTarget(ByteBuffer buffer, int skipped) {
    this.buffer = buffer;
    this.skipped = skipped;
  }

  static OpeningTarget of(byte[] array) {
    return new OpeningTarget(ByteBuffer.wrap(array), 0);
  }

  /**
   * A buffer, from its first byte on.
   *
   * @param first segment of the plaintext, which is open already
   * @param skipped how many bytes of it the buffer doesn't take
   */
  static OpeningTarget of(ByteBuffer buffer, byte[] first, int skipped) {
    buffer.put(0, first, skipped, first.length - skipped);
    return new OpeningTarget(buffer, skipped);
  }

  /** False if the segment is not authentic. */
  boolean open(SessionCipher cipher, Segments segments, int index, Plaintext.Scratch scratch) {
    int at = segments.start(index) - skipped;
    if (buffer.hasArray()) {
      return cipher.open(segments, index, buffer.array(), buffer.arrayOffset() + at);
    }
    boolean authentic = cipher.open(segments, index, scratch.array(), 0);
    if (authentic) {
      buffer.put(at, scratch.array(), 0, segments.length(index));
    }
    return authentic;
  }

  /** Fills it with zeros. */
  void wipe() {
    for (int i = 0; i < buffer.capacity(); i++) {
      buffer.put(i, (byte) 0);
    }
  }
}
