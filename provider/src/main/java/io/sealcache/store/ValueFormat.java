package io.sealcache.store;

import io.sealcache.codec.BuiltInCodec;
import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.crypto.Envelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The plaintext of a stored value, written and read side by side:
 *
 * <pre>
 * 1 flags | 1 codec | 6 write time (ms since 1970) | [1 length | name, of a custom codec]
 *         | payload [| padding]
 * </pre>
 *
 * The flags, authenticated like all of it, say whether the payload is deflated (1) and whether
 * there is padding (2), whatever this side writes itself; the others are 0. The codec is only
 * compared, never chosen by what is read. Immutable.
 */
final class ValueFormat {
  /** Length in bytes of the part that each value has. */
  static final int HEADER_LENGTH = 8;

  private static final byte DEFLATED = 1;
  private static final byte PADDED = 2;

  private static final int FLAGS = 0;
  private static final int TIME = 2;

  private final Codec codec;
  private final Compression compression;
  private final Padding padding;
  private final long maxPayloadLength;
  private final byte[] header;

  /**
   * @param maxPayloadLength the most bytes that a value may encode to
   */
  ValueFormat(Codec codec, Compression compression, Padding padding, long maxPayloadLength) {
    this.codec = codec;
    this.compression = compression;
    this.padding = padding;
    this.maxPayloadLength = maxPayloadLength;
    this.header = header(codec.name());
  }

  private static byte[] header(String codecName) {
    int id = BuiltInCodec.id(codecName);
    byte[] name =
        id == BuiltInCodec.CUSTOM_ID ? codecName.getBytes(StandardCharsets.UTF_8) : new byte[0];
    byte[] header =
        Arrays.copyOf(
            new byte[] {0, (byte) id}, HEADER_LENGTH + (name.length == 0 ? 0 : 1 + name.length));
    if (name.length > 0) {
      header[HEADER_LENGTH] = (byte) name.length;
      System.arraycopy(name, 0, header, HEADER_LENGTH + 1, name.length);
    }
    return header;
  }

  /** Header and payload, neither deflated nor padded: the buffer's {@code size()} bytes. */
  EncodingBuffer write(Object value, long writeTimeMillis, int sizeHint) throws IOException {
    EncodingBuffer buffer = new EncodingBuffer(header.length, sizeHint);
    codec.encode(value, buffer);
    byte[] plaintext = buffer.array();
    System.arraycopy(header, 0, plaintext, 0, header.length);
    for (int i = 0, shift = 40; shift >= 0; i++, shift -= 8) {
      plaintext[TIME + i] = (byte) (writeTimeMillis >>> shift);
    }
    return buffer;
  }

  /**
   * Deflates and pads where that is set.
   *
   * @param written by {@link #write}; not to be used afterwards
   * @return the plaintext to be sealed
   */
  EncodingBuffer finish(EncodingBuffer written) {
    EncodingBuffer plaintext = compression == Compression.NONE ? written : deflate(written);
    if (padding != Padding.NONE) {
      plaintext.array()[FLAGS] |= PADDED;
      padding.pad(plaintext);
    }
    return plaintext;
  }

  private EncodingBuffer deflate(EncodingBuffer written) {
    EncodingBuffer deflated = Deflate.deflate(written, header.length);
    if (deflated == null) {
      return written;
    }
    deflated.array()[FLAGS] |= DEFLATED;
    return deflated;
  }

  /** Whether two values encode to the same bytes; false if one can't be encoded. */
  boolean isEncodedEqual(Object one, Object other) {
    try {
      EncodingBuffer first = write(one, 0, 64);
      EncodingBuffer second = write(other, 0, 64);
      return Arrays.equals(first.array(), 0, first.size(), second.array(), 0, second.size());
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** How much of what {@link #write} gave is the codec's output. */
  int payloadLength(int writtenLength) {
    return writtenLength - header.length;
  }

  /** The length of a stored value whose payload is as long as allowed, by whichever padding. */
  long maxStoredLength() {
    long longest = Math.min(maxPayloadLength, Integer.MAX_VALUE) + header.length;
    return Envelope.storedValueLength(Padding.POWER_OF_TWO.paddedLength(longest));
  }

  static long writeTimeMillis(byte[] plaintext) {
    long time = 0;
    for (int i = TIME; i < HEADER_LENGTH; i++) {
      time = (time << 8) | (plaintext[i] & 0xff);
    }
    return time;
  }

  /**
   * The value; null where another codec or a later version of this format wrote it.
   *
   * @throws OversizedValueException if it encodes to more bytes than allowed
   */
  @Nullable Object read(byte[] plaintext, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    if (plaintext.length < header.length
        || (plaintext[FLAGS] & ~(DEFLATED | PADDED)) != 0
        || plaintext[FLAGS + 1] != header[FLAGS + 1]
        || !Arrays.equals(
            plaintext, HEADER_LENGTH, header.length, header, HEADER_LENGTH, header.length)) {
      return null;
    }
    return codec.decode(payload(plaintext), loader);
  }

  private ByteBuffer payload(byte[] plaintext) throws IOException {
    int end = (plaintext[FLAGS] & PADDED) == 0 ? plaintext.length : paddingStart(plaintext);
    int length = end - header.length;
    if ((plaintext[FLAGS] & DEFLATED) != 0) {
      return Deflate.inflate(plaintext, header.length, length, maxPayloadLength);
    }
    if (length > maxPayloadLength) {
      throw new OversizedValueException();
    }
    return ByteBuffer.wrap(plaintext, header.length, length).slice();
  }

  private int paddingStart(byte[] plaintext) throws IOException {
    int start = Padding.start(plaintext, header.length);
    if (start < 0) {
      throw new IOException("The padding is not one byte 0x80 and zeros");
    }
    return start;
  }
}
