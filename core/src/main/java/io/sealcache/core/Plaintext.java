package io.sealcache.core;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where a value's plaintext lies, to be sealed from or opened into: a part of an array, and other
 * parts behind it. Threads may seal or open different segments at once.
 */
final class Plaintext {
  static final ByteBuffer[] NO_PARTS = {};

  private final byte[] array;
  private final int offset;
  private final int lengthInArray;
  private final ByteBuffer[] parts;

  /**
   * @param parts of which all bytes follow, whatever their positions and limits
   */
  Plaintext(byte[] array, int offset, int lengthInArray, ByteBuffer[] parts) {
    this.array = array;
    this.offset = offset;
    this.lengthInArray = lengthInArray;
    this.parts = parts;
  }

  static Plaintext of(byte[] array) {
    return new Plaintext(array, 0, array.length, NO_PARTS);
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

  /**
   * The same with as many bytes before it, to be written by the caller: where they lie in the
   * array, or in an array of their own. A short one that hasn't them is copied.
   */
  Plaintext behind(int room) {
    if (parts.length == 0 && offset >= room) {
      return new Plaintext(array, offset - room, room + lengthInArray, parts);
    }
    if (length() <= Envelope.SEGMENT_LENGTH) {
      return of(bytes(room, 0));
    }
    ByteBuffer[] all = Arrays.copyOf(parts, parts.length + 1);
    System.arraycopy(parts, 0, all, 1, parts.length);
    all[0] = ByteBuffer.wrap(array, offset, lengthInArray).slice();
    return new Plaintext(new byte[room], 0, room, all);
  }

  /**
   * Seals or opens one of its segments, which is copied only where it isn't in one array; what is
   * opened lies in the array or in the only other part.
   *
   * @return false if it was to be opened and is not authentic
   */
  boolean run(Segments segments, int index, SessionCipher cipher, Scratch scratch) {
    int start = segments.start(index);
    int wanted = segments.length(index);
    if (start + wanted <= lengthInArray) {
      return cipher.run(segments, index, array, offset + start);
    }
    int before = lengthInArray;
    for (ByteBuffer part : parts) {
      int at = start - before;
      if (part.hasArray() && at >= 0 && at + wanted <= part.capacity()) {
        return cipher.run(segments, index, part.array(), part.arrayOffset() + at);
      }
      before += part.capacity();
    }
    if (segments.isSealing()) {
      copy(start, scratch.array(), 0, wanted);
      return cipher.run(segments, index, scratch.array(), 0);
    }
    boolean authentic = cipher.run(segments, index, scratch.array(), 0);
    if (authentic) {
      parts[0].put(start - lengthInArray, scratch.array(), 0, wanted);
    }
    return authentic;
  }

  /** A copy of it in a new array, with zeros before and after it. */
  byte[] bytes(int before, int after) {
    int length = length();
    byte[] bytes = new byte[Math.addExact(Math.addExact(before, length), after)];
    copy(0, bytes, before, length);
    return bytes;
  }

  /** Fills it with zeros. */
  void wipe() {
    Arrays.fill(array, offset, offset + lengthInArray, (byte) 0);
    for (ByteBuffer part : parts) {
      for (int i = 0; i < part.capacity(); i++) {
        part.put(i, (byte) 0);
      }
    }
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
