package io.sealcache.core;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A plaintext that is to be sealed as a value: bytes on the heap or in direct buffers, which are
 * not copied and must not be changed until they are sealed. Immutable.
 */
public final class Payload {
  /** In bytes. */
  public static final int TRAIL_ENTRY_LENGTH = 12;

  /** The most that a trail has. */
  public static final int MAX_TRAIL_ENTRIES = 16;

  static final long NOW = Long.MIN_VALUE;
  static final byte[] NO_TRAIL = {};
  private static final ByteBuffer[] NO_PARTS = {};

  final byte[] array; // in which it begins
  final int offset;
  private final int lengthInArray;
  private final ByteBuffer[] parts; // of which all bytes follow
  final byte[] trail;
  final long writtenMillis;

  private Payload(
      byte[] array, int offset, int lengthInArray, ByteBuffer[] parts, byte[] trail, long written) {
    this.array = array;
    this.offset = offset;
    this.lengthInArray = lengthInArray;
    this.parts = parts;
    this.trail = trail;
    this.writtenMillis = written;
  }

  /** All bytes of an array. */
  public static Payload of(byte[] bytes) {
    return behindRoom(bytes, 0, bytes.length);
  }

  /** The bytes from position to limit of each buffer, one after the other. */
  public static Payload of(ByteBuffer... parts) {
    return of(NO_TRAIL, 0, parts);
  }

  /** The first bytes of an array, and then those of the buffers. */
  static Payload of(byte[] array, int length, ByteBuffer... parts) {
    ByteBuffer[] own = new ByteBuffer[parts.length];
    Arrays.setAll(own, i -> parts[i].slice());
    return new Payload(array, 0, length, own, NO_TRAIL, NOW);
  }

  /**
   * A part of an array that is sealed where it lies: the {@link EntrySealer#room} bytes before it
   * are overwritten, if there are as many.
   */
  public static Payload behindRoom(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return new Payload(array, offset, length, NO_PARTS, NO_TRAIL, NOW);
  }

  /**
   * The same with a trail, bytes of your own that are sealed beside the payload: up to {@value
   * #MAX_TRAIL_ENTRIES} entries of {@value #TRAIL_ENTRY_LENGTH} bytes, which are not copied.
   */
  public Payload withTrail(byte[] entries) {
    if (entries.length % TRAIL_ENTRY_LENGTH != 0
        || entries.length > MAX_TRAIL_ENTRIES * TRAIL_ENTRY_LENGTH) {
      throw new IllegalArgumentException(
          "A trail has up to %d entries of %d bytes, not %d bytes"
              .formatted(MAX_TRAIL_ENTRIES, TRAIL_ENTRY_LENGTH, entries.length));
    }
    return new Payload(array, offset, lengthInArray, parts, entries, writtenMillis);
  }

  /** The same, written at another time than now: in milliseconds since 1970, of 48 bits. */
  public Payload writtenAt(long millis) {
    if (millis >>> 48 != 0) {
      throw new IllegalArgumentException("No value is written at " + millis + " ms since 1970");
    }
    return new Payload(array, offset, lengthInArray, parts, trail, millis);
  }

  /** How many bytes it has: not more than an array can have. */
  public int length() {
    int length = lengthInArray;
    for (ByteBuffer part : parts) {
      length = Math.addExact(length, part.capacity());
    }
    return length;
  }

  /**
   * Its bytes with others before them, to be written by the caller: where they lie in the array, or
   * in an array of their own. A short plaintext that hasn't them is copied.
   */
  Payload behind(int room) {
    if (parts.length == 0 && offset >= room) {
      return behindRoom(array, offset - room, room + lengthInArray);
    }
    if (length() <= Envelope.SEGMENT_LENGTH) {
      return of(bytes(room, 0));
    }
    ByteBuffer[] all = new ByteBuffer[parts.length + 1];
    all[0] = ByteBuffer.wrap(array, offset, lengthInArray);
    System.arraycopy(parts, 0, all, 1, parts.length);
    return of(new byte[room], room, all);
  }

  /**
   * Seals its bytes from where they lie, or opens them to there: those of one segment, which are
   * copied only where they aren't in one array.
   *
   * @return false if they were to be opened and are not authentic
   */
  boolean run(Segments segments, int index, SessionCipher cipher, ValueWorker worker) {
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
    byte[] scratch = worker.scratch();
    if (segments.isSealing()) {
      copy(start, scratch, 0, wanted);
    }
    boolean done = cipher.run(segments, index, scratch, 0);
    if (done && !segments.isSealing()) { // to the only other part
      parts[0].put(start - lengthInArray, scratch, 0, wanted);
    }
    return done;
  }

  /** A copy with zeros before and after it. */
  byte[] bytes(int before, int after) {
    int length = length();
    byte[] bytes = new byte[Math.addExact(Math.addExact(before, length), after)];
    copy(0, bytes, before, length);
    return bytes;
  }

  private void copy(int start, byte[] target, int at, int wanted) {
    int copied = Math.max(0, Math.min(lengthInArray, start + wanted) - start);
    System.arraycopy(array, copied == 0 ? 0 : offset + start, target, at, copied);
    int before = lengthInArray;
    for (ByteBuffer part : parts) {
      int from = Math.max(0, start - before);
      int taken = Math.min(part.capacity() - from, wanted - copied);
      if (taken > 0) {
        part.get(from, target, at + copied, taken);
        copied += taken;
      }
      before += part.capacity();
    }
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
}
