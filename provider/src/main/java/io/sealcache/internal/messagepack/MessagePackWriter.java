package io.sealcache.internal.messagepack;

import static io.sealcache.internal.messagepack.MessagePack.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealcache.codec.EncodingBuffer;

/** MessagePack's formats, each length in its shortest header unless a method says otherwise. */
public final class MessagePackWriter {
  /** The ext type of a text that UTF-8 can't carry, as UTF-16 in big-endian order. Frozen. */
  public static final int UTF_16 = 0x02;

  private static final int NONE = 0;

  private MessagePackWriter() {}

  /** A text, or where it has an unpaired surrogate an ext of type {@link #UTF_16}. */
  public static void writeString(EncodingBuffer out, String text) {
    int start = out.size();
    writeStringHeader(out, text.length());
    if (!out.writeAscii(text)) {
      out.truncate(start);
      writeNonAscii(out, text);
    }
  }

  private static void writeNonAscii(EncodingBuffer out, String text) {
    if (hasUnpairedSurrogate(text)) {
      int length = Math.multiplyExact(Character.BYTES, text.length());
      writeExtensionHeader(out, UTF_16, length);
      out.reserve(length).asCharBuffer().put(text);
    } else {
      byte[] utf8 = text.getBytes(UTF_8);
      writeStringHeader(out, utf8.length);
      out.write(utf8);
    }
  }

  /** Which UTF-8 can't carry. */
  public static boolean hasUnpairedSurrogate(String text) {
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (Character.isBmpCodePoint(point) && Character.isSurrogate((char) point)) {
        return true;
      }
    }
    return false;
  }

  private static void writeStringHeader(EncodingBuffer out, int length) {
    if (length <= FIXSTR_MAX) {
      out.writeByte(FIXSTR | length);
    } else {
      writeHeader(out, STR_8, STR_16, length);
    }
  }

  public static void writeBinary(EncodingBuffer out, byte[] bytes) {
    writeHeader(out, BIN_8, BIN_16, bytes.length);
    out.write(bytes);
  }

  /** In the shortest of all integer formats: the width says nothing. */
  public static void writeInteger(EncodingBuffer out, long integer) {
    int sign = integer < 0 ? 1 : 0;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(integer ^ -sign) + sign;
    int format8 = integer < 0 ? INT_8 : UINT_8;
    if (integer >= NEGATIVE_FIXINT_MIN && integer <= FIXINT_MAX) {
      out.writeByte((int) integer);
    } else if (bits <= Byte.SIZE) {
      out.writeByte(format8).writeByte((int) integer);
    } else if (bits <= Short.SIZE) {
      out.writeByte(format8 + 1).writeShort((int) integer);
    } else if (bits <= Integer.SIZE) {
      out.writeByte(format8 + 2).writeInt((int) integer);
    } else {
      out.writeByte(format8 + 3).writeLong(integer);
    }
  }

  public static void writeArrayHeader(EncodingBuffer out, int count) {
    if (count <= FIXARRAY_MAX) {
      out.writeByte(FIXARRAY | count);
    } else {
      writeHeader(out, NONE, ARRAY_16, count);
    }
  }

  public static void writeMapHeader(EncodingBuffer out, int count) {
    if (count <= FIXMAP_MAX) {
      out.writeByte(FIXMAP | count);
    } else {
      writeHeader(out, NONE, MAP_16, count);
    }
  }

  /** Not the shortest: the width is a mark. */
  public static void writeMap32Header(EncodingBuffer out, int count) {
    out.writeByte(MAP_32).writeInt(count);
  }

  public static void writeExtensionHeader(EncodingBuffer out, int type, int length) {
    if (length <= 16 && Integer.bitCount(length) == 1) {
      out.writeByte(FIXEXT_1 + Integer.numberOfTrailingZeros(length));
    } else {
      writeHeader(out, EXT_8, EXT_16, length);
    }
    out.writeByte(type);
  }

  /**
   * Of a length that the first byte doesn't hold. In all of MessagePack's families the format with
   * 32 bits comes next to the one with 16.
   *
   * @param format8 {@link #NONE} if the family lacks it
   */
  private static void writeHeader(EncodingBuffer out, int format8, int format16, int length) {
    if (length <= UINT_8_MAX && format8 != NONE) {
      out.writeByte(format8).writeByte(length);
    } else if (length <= UINT_16_MAX) {
      out.writeByte(format16).writeShort(length);
    } else {
      out.writeByte(format16 + 1).writeInt(length);
    }
  }

  /**
   * Begins an ext 32 whose length is set by {@link #endExtension}: content that holds objects is
   * never moved to fit a shorter header.
   *
   * @return where the content starts
   */
  public static int beginExtension(EncodingBuffer out, int type) {
    out.writeByte(EXT_32).writeInt(0).writeByte(type);
    return out.size();
  }

  public static void endExtension(EncodingBuffer out, int contentStart) {
    out.setInt(contentStart - 5, out.size() - contentStart);
  }
}
