package io.sealcache.core;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A value's plaintext as it is sealed: a part of an array, and other parts behind it. */
final class Plaintext {
  private final byte[] array;
  private final int offset;
  private final int lengthInArray;
  private final ByteBuffer[] parts;

  /**
   * @param parts of which all bytes follow, whatever their positions and limits; may be none
   */
  Plaintext(byte[] array, int offset, int lengthInArray, ByteBuffer... parts) {
    this.array = array;
    this.offset = offset;
    this.lengthInArray = lengthInArray;
    this.parts = parts;
  }

  /** The array in which it begins. */
  byte[] array() {
    return array;
  }

  /** Where it begins there. */
  int offset() {
    return offset;
  }

  /**
   * Bytes of all parts.
   *
   * @throws ArithmeticException if they are more than an array can have
   */
  int length() {
    int length = lengthInArray;
    for (ByteBuffer part : parts) {
      length = Math.addExact(length, part.capacity());
    }
    return length;
  }

  /** Seals one of its segments, which is copied only where it isn't in one array. */
  void seal(SessionCipher cipher, Segments segments, int index, Scratch scratch) {
    int start = segments.start(index);
    int wanted = segments.length(index);
    if (start + wanted <= lengthInArray) {
      cipher.seal(segments, index, array, offset + start);
      return;
    }
    int before = lengthInArray;
    for (ByteBuffer part : parts) {
      int at = start - before;
      if (part.hasArray() && at >= 0 && at + wanted <= part.capacity()) {
        cipher.seal(segments, index, part.array(), part.arrayOffset() + at);
        return;
      }
      before += part.capacity();
    }
    copy(start, scratch.array(), 0, wanted);
    cipher.seal(segments, index, scratch.array(), 0);
  }

  /** Copies some of it. */
  void copy(int start, byte[] target, int at, int wanted) {
    int end = start + wanted;
    int copied = Math.max(0, Math.min(lengthInArray, end) - start);
    System.arraycopy(array, copied == 0 ? 0 : offset + start, target, at, copied);
    int before = lengthInArray;
    for (ByteBuffer part : parts) {
      int from = Math.max(0, start + copied - before);
      int taken = Math.min(part.capacity() - from, wanted - copied);
      if (taken > 0) {
        part.get(from, target, at + copied, taken);
        copied += taken;
      }
      before += part.capacity();
    }
  }

  /** Room for one segment, of one thread: made when it is first needed, and wiped in the end. */
  static final class Scratch implements AutoCloseable {
    private static final byte[] NONE = {};

    private byte[] array = NONE;

    byte[] array() {
      if (array == NONE) {
        array = new byte[Envelope.SEGMENT_LENGTH];
      }
      return array;
    }

    @Override
    public void close() {
      Arrays.fill(array, (byte) 0);
      array = NONE;
    }
  }
}
