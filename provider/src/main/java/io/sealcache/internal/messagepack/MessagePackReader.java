package io.sealcache.internal.messagepack;

import static io.sealcache.internal.messagepack.MessagePack.*;

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
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
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
    return (short) SHORT.get(bytes, advance(Short.BYTES));
  }

  public int int32() throws IOException {
    return (int) INT.get(bytes, advance(Integer.BYTES));
  }

  public long int64() throws IOException {
    return (long) LONG.get(bytes, advance(Long.BYTES));
  }

  /** A length of 32 bits, none above 2^31 - 1. */
  public int length32() throws IOException {
    int length = int32();
    if (length < 0) {
      throw new StreamCorruptedException("A length is above 2147483647");
    }
    return length;
  }

  public byte[] bytes(int length) throws IOException {
    int from = advance(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** The next {@code length} bytes themselves, to be read at once. */
  public ByteBuffer slice(int length) throws IOException {
    return ByteBuffer.wrap(bytes, advance(length), length).slice();
  }

  public String utf8(int length) throws IOException {
    return Utf8.decode(bytes, advance(length), length);
  }

  public String string() throws IOException {
    int format = uint8();
    return switch (format) {
      case STR_8 -> utf8(uint8());
      case STR_16 -> utf8(uint16());
      case STR_32 -> utf8(length32());
      default -> utf8(fixed(format, FIXSTR, FIXSTR_MAX));
    };
  }

  public int arrayHeader() throws IOException {
    int format = uint8();
    return switch (format) {
      case ARRAY_16 -> uint16();
      case ARRAY_32 -> length32();
      default -> fixed(format, FIXARRAY, FIXARRAY_MAX);
    };
  }

  public int mapHeader() throws IOException {
    int format = uint8();
    return switch (format) {
      case MAP_16 -> uint16();
      case MAP_32 -> length32();
      default -> fixed(format, FIXMAP, FIXMAP_MAX);
    };
  }

  private static int fixed(int format, int family, int max) throws IOException {
    if ((format & ~max) != family) {
      throw new StreamCorruptedException("Another format than the one that must be here");
    }
    return format & max;
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
