package io.sealcache.core;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * What is to be sealed as a value: bytes on the heap or in direct buffers, which are not copied and
 * must not be changed until they are sealed. Immutable.
 */
public final class Payload {
  /** The length in bytes of a trail's entries. */
  public static final int TRAIL_ENTRY_LENGTH = 12;

  /** The most entries of a trail. */
  public static final int MAX_TRAIL_ENTRIES = 16;

  static final long NOW = Long.MIN_VALUE;
  static final byte[] NO_TRAIL = {};

  private final Plaintext content;
  private final byte[] trail;
  private final long writtenMillis;

  private Payload(Plaintext content, byte[] trail, long writtenMillis) {
    this.content = content;
    this.trail = trail;
    this.writtenMillis = writtenMillis;
  }

  /** All bytes of an array. */
  public static Payload of(byte[] bytes) {
    return behindRoom(bytes, 0, bytes.length);
  }

  /**
   * The bytes from position to limit of each buffer, one after the other.
   *
   * @throws ArithmeticException if they are more than an array can have
   */
  public static Payload of(ByteBuffer... parts) {
    ByteBuffer[] own = new ByteBuffer[parts.length];
    for (int i = 0; i < parts.length; i++) {
      own[i] = parts[i].slice();
    }
    return new Payload(new Plaintext(NO_TRAIL, 0, 0, own), NO_TRAIL, NOW);
  }

  /**
   * A part of an array that is sealed where it lies: the {@link EntrySealer#room} bytes before it
   * are overwritten, if there are as many.
   *
   * @throws IndexOutOfBoundsException if the part lies outside of the array
   */
  public static Payload behindRoom(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return new Payload(new Plaintext(array, offset, length, Plaintext.NO_PARTS), NO_TRAIL, NOW);
  }

  /**
   * The same with a trail: bytes of your own that are sealed beside the payload.
   *
   * @param entries up to {@value #MAX_TRAIL_ENTRIES} entries of {@value #TRAIL_ENTRY_LENGTH} bytes;
   *     not copied
   * @throws IllegalArgumentException if it has another length
   */
  public Payload withTrail(byte[] entries) {
    if (entries.length % TRAIL_ENTRY_LENGTH != 0
        || entries.length > MAX_TRAIL_ENTRIES * TRAIL_ENTRY_LENGTH) {
      throw new IllegalArgumentException(
          "A trail has up to %d entries of %d bytes, not %d bytes"
              .formatted(MAX_TRAIL_ENTRIES, TRAIL_ENTRY_LENGTH, entries.length));
    }
    return new Payload(content, entries, writtenMillis);
  }

  /**
   * The same, written at another time than now.
   *
   * @param millis since 1970
   * @throws IllegalArgumentException if it is less than 0 or 2^48 and more
   */
  public Payload writtenAt(long millis) {
    if (millis >>> 48 != 0) {
      throw new IllegalArgumentException("No value is written at " + millis + " ms since 1970");
    }
    return new Payload(content, trail, millis);
  }

  /** How many bytes it has. */
  public int length() {
    return content.length();
  }

  Plaintext content() {
    return content;
  }

  byte[] trail() {
    return trail;
  }

  /** {@link #NOW}: the time at which it is sealed. */
  long writtenMillis() {
    return writtenMillis;
  }
}
