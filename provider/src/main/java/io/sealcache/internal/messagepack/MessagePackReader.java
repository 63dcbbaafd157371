package io.sealcache.internal.messagepack;

import static io.sealcache.internal.messagepack.MessagePack.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads big-endian numbers, and lengths that the rest of the input can back. Not thread-safe. */
public final class MessagePackReader {
  private static final char REPLACEMENT = '\uFFFD';

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int position;
  private int limit;
  private int unclaimed;

  public MessagePackReader(ByteBuffer encoded) {
    if (encoded.hasArray()) {
      bytes = encoded.array();
      position = encoded.arrayOffset() + encoded.position();
    } else {
      bytes = new byte[encoded.remaining()];
      encoded.get(encoded.position(), bytes);
    }
    limit = position + encoded.remaining();
    unclaimed = encoded.remaining();
  }

  public int remaining() {
    return limit - position;
  }

  public boolean atEnd() {
    return position == limit;
  }

  public int uint8() throws IOException {
    return bytes[advance(Byte.BYTES)] & 0xff;
  }

  public byte int8() throws IOException {
    return bytes[advance(Byte.BYTES)];
  }

  public int uint16() throws IOException {
    return int16() & 0xffff;
  }

  public short int16() throws IOException {
    int at = advance(Short.BYTES);
    return (short) ((bytes[at] << 8) | (bytes[at + 1] & 0xff));
  }

  public int int32() throws IOException {
    return (int) INT.get(bytes, advance(Integer.BYTES));
  }

  public long int64() throws IOException {
    return (long) LONG.get(bytes, advance(Long.BYTES));
  }

  public byte[] bytes(int length) throws IOException {
    int from = advance(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** The next {@code length} bytes themselves, to be read at once. */
  public ByteBuffer slice(int length) throws IOException {
    return ByteBuffer.wrap(bytes, advance(length), length).slice();
  }

  /** A text that nothing was lost of: the JDK would replace bytes that are malformed. */
  public String utf8(int length) throws IOException {
    int from = advance(length);
    String text = new String(bytes, from, length, UTF_8);
    // Either the text has that character or it stands for malformed bytes, which this refuses.
    return text.indexOf(REPLACEMENT) < 0
        ? text
        : UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length)).toString();
  }

  public String string() throws IOException {
    int format = uint8();
    return utf8(format == STR_8 ? length(format) : length(format, FIXSTR, FIXSTR_MAX, STR_16));
  }

  public int arrayHeader() throws IOException {
    return length(uint8(), FIXARRAY, FIXARRAY_MAX, ARRAY_16);
  }

  public int mapHeader() throws IOException {
    return length(uint8(), FIXMAP, FIXMAP_MAX, MAP_16);
  }

  private int length(int format, int family, int max, int format16) throws IOException {
    if ((format & ~max) == family) {
      return format & max;
    } else if (format != format16 && format != format16 + 1) {
      throw new StreamCorruptedException("Another format than the one that must be here");
    }
    return length(format);
  }

  /** Whether the next bytes are these, which are read then. */
  public boolean skipIf(byte[] expected) {
    int to = position + expected.length;
    boolean isNext =
        expected.length <= remaining()
            && Arrays.equals(bytes, position, to, expected, 0, expected.length);
    position = isNext ? to : position;
    return isNext;
  }

  /** How long what that first byte begins is, of the formats whose length it doesn't hold. */
  public int length(int format) throws IOException {
    return switch (format) {
      case FIXEXT_1, FIXEXT_2, FIXEXT_4, FIXEXT_8, FIXEXT_16 -> 1 << (format - FIXEXT_1);
      case STR_8, BIN_8, EXT_8 -> uint8();
      case STR_16, BIN_16, EXT_16, ARRAY_16, MAP_16 -> uint16();
      case STR_32, BIN_32, EXT_32, ARRAY_32, MAP_32 -> length32();
      default -> throw new StreamCorruptedException("A MessagePack format that is never written");
    };
  }

  /** A length of 32 bits, none above 2^31 - 1. */
  private int length32() throws IOException {
    int length = int32();
    if (length < 0) {
      throw new StreamCorruptedException("A length is above 2147483647");
    }
    return length;
  }

  /**
   * Sets room for that many objects aside. Each takes a byte of its own, so all counts of one input
   * together are at most its length; so nothing made to their measure can outgrow it.
   */
  public int claim(int count) throws IOException {
    if (count > remaining() || count > unclaimed) {
      throw new EOFException("More objects announced than there are bytes for");
    }
    unclaimed -= count;
    return count;
  }

  /** Hides what comes after the next {@code length} bytes; returns what {@link #leave} needs. */
  public int enter(int length) throws IOException {
    int outer = limit;
    limit = advance(length) + length;
    position = limit - length;
    return outer;
  }

  public void leave(int outer) throws IOException {
    requireEnd();
    limit = outer;
  }

  public void requireEnd() throws IOException {
    if (!atEnd()) {
      throw new StreamCorruptedException("Bytes follow where the object ends");
    }
  }

  private int advance(int length) throws IOException {
    if (length > limit - position) {
      throw new EOFException("The bytes end inside an object");
    }
    int from = position;
    position += length;
    return from;
  }
}
