package io.sealcache.codec;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing array of bytes with room at its front. Numbers are big-endian. Flushing and closing it
 * do nothing. Not thread-safe.
 */
public final class EncodingBuffer extends OutputStream {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Some VMs keep a few words of an array for themselves. */
  private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

  private static final byte[] NOTHING = {};

  private final int headroom;
  private final int firstCapacity;
  private final long limit;
  private long refused;
  private List<Appended> appended = List.of(); // mostly nothing is
  private byte[] bytes = NOTHING;
  private int size;

  /** Bytes that lie elsewhere and follow the first {@code at} of our own. */
  private record Appended(int at, ByteBuffer bytes) {}

  /**
   * An empty buffer.
   *
   * @param headroom bytes at the front that are zero and left to whoever made the buffer, 0 or more
   * @param sizeHint bytes likely to be written, 0 or more
   */
  public EncodingBuffer(int headroom, int sizeHint) {
    this(headroom, sizeHint, MAX_CAPACITY);
  }

  /**
   * As above, and full once more would be written than is taken: that throws {@link
   * IllegalStateException}, so that an object without an end takes no more memory.
   *
   * @param limit bytes at most, those at the front and {@linkplain #append appended} ones not
   *     counted
   */
  public EncodingBuffer(int headroom, int sizeHint, long limit) {
    this.headroom = headroom;
    firstCapacity = Math.addExact(headroom, sizeHint);
    size = headroom;
    this.limit = Math.min(limit, MAX_CAPACITY) + headroom;
  }

  /**
   * How many bytes the object has at least, those at the front not counted, if more were to be
   * written than are taken, so that this is not the whole of it; 0 otherwise.
   */
  public long refusedLength() {
    return refused;
  }

  /** The bytes themselves, headroom first; valid until the next write, up to {@link #size}. */
  public byte[] array() {
    if (!appended.isEmpty()) {
      copyAppended();
    }
    if (size > bytes.length) {
      grow(0); // only the headroom, of which nothing is there yet
    }
    return bytes;
  }

  private void copyAppended() {
    ByteBuffer whole = ByteBuffer.allocate(length());
    for (ByteBuffer part : parts(0)) {
      whole.put(part.duplicate());
    }
    appended = List.of();
    bytes = whole.array();
    size = bytes.length;
  }

  private int length() {
    long length = size;
    for (Appended part : appended) {
      length += part.bytes().remaining();
    }
    return capacity(length, 0);
  }

  /**
   * Appends bytes without a copy, which is worth it for large ones.
   *
   * @param source from position to limit, on the heap or direct; must not be changed before the
   *     value is sealed. The index of what is written later doesn't count them
   */
  public void append(ByteBuffer source) {
    if (size > bytes.length) {
      grow(0);
    }
    if (appended.isEmpty()) {
      appended = new ArrayList<>();
    }
    appended.add(new Appended(size, source.slice()));
  }

  /** Whether anything was {@linkplain #append appended}, and lies elsewhere. */
  public boolean isInParts() {
    return !appended.isEmpty();
  }

  /**
   * All that was written and appended, in parts that follow each other; valid until the next write.
   *
   * @param headroom how many bytes to leave out at the front
   */
  public ByteBuffer[] parts(int headroom) {
    length(); // more than an array can be is refused here too
    List<ByteBuffer> parts = new ArrayList<>();
    int own = headroom;
    for (Appended part : appended) {
      parts.add(ByteBuffer.wrap(bytes, own, part.at() - own));
      parts.add(part.bytes());
      own = part.at();
    }
    parts.add(ByteBuffer.wrap(bytes, own, size - own));
    return parts.toArray(ByteBuffer[]::new);
  }

  /** Bytes written, headroom included, and what is in other places not. */
  public int size() {
    return size;
  }

  @Override
  public void write(int value) {
    writeByte(value);
  }

  @Override
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    int at = advance(length);
    System.arraycopy(source, offset, bytes, at, length);
  }

  /** Appends the low 8 bits. */
  public EncodingBuffer writeByte(int value) {
    int at = advance(Byte.BYTES);
    bytes[at] = (byte) value;
    return this;
  }

  /** Appends the low 16 bits. */
  public EncodingBuffer writeShort(int value) {
    int at = advance(Short.BYTES);
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
    return this;
  }

  /** Appends 4 bytes. */
  public EncodingBuffer writeInt(int value) {
    int at = advance(Integer.BYTES);
    INT.set(bytes, at, value);
    return this;
  }

  /** Appends 8 bytes. */
  public EncodingBuffer writeLong(long value) {
    int at = advance(Long.BYTES);
    LONG.set(bytes, at, value);
    return this;
  }

  /** Appends the text and returns true if all of it is ASCII; appends nothing otherwise. */
  public boolean writeAscii(String text) {
    int length = text.length();
    int at = advance(length);
    int seen = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      seen |= c;
      bytes[at + i] = (byte) c;
    }
    if (seen > 0x7f) {
      size = at;
      return false;
    }
    return true;
  }

  /** The next {@code length} bytes, which count as written and must be filled at once. */
  public ByteBuffer reserve(int length) {
    int at = advance(length);
    return ByteBuffer.wrap(bytes, at, length);
  }

  public void setInt(int index, int value) {
    INT.set(bytes, index, value);
  }

  /** Forgets what was written from {@code newSize} on and returns it. */
  public byte[] cut(int newSize) {
    byte[] tail = Arrays.copyOfRange(bytes, newSize, size);
    size = newSize;
    return tail;
  }

  public void truncate(int newSize) {
    size = newSize;
  }

  private int advance(int length) {
    int at = size;
    if (length > bytes.length - at) {
      grow(length);
    }
    size = at + length;
    return at;
  }

  private void grow(int length) {
    long needed = (long) size + length;
    if (needed > limit) {
      refused = needed - headroom;
      throw new IllegalStateException("An object encodes to more bytes than are taken");
    }
    long roomy = bytes == NOTHING ? firstCapacity : Math.max(64, 2L * bytes.length);
    bytes = Arrays.copyOf(bytes, capacity(needed, Math.min(roomy, limit)));
  }

  private static int capacity(long needed, long roomy) {
    if (needed > MAX_CAPACITY) {
      throw new OutOfMemoryError("An encoded object is larger than an array can be");
    }
    return (int) Math.min(Math.max(needed, roomy), MAX_CAPACITY);
  }
}
