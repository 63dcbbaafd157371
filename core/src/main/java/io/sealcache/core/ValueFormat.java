package io.sealcache.internal.seal;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.encryption.Compression;
import io.sealcache.encryption.Padding;
import io.sealcache.internal.crypto.Envelope;
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
 *         | [trail] | payload [| padding]
 * </pre>
 *
 * The flags, authenticated like all of it, say whether the payload is deflated (1), whether there
 * is padding (2) and whether there is a {@link WriterTrail} (4), whatever this side writes itself;
 * the others are 0. The codec is only compared, never chosen by what is read. Immutable.
 */
final class ValueFormat {
  /** Length in bytes of the part that each value has. */
  static final int HEADER_LENGTH = 8;

  private static final byte DEFLATED = 1;
  private static final byte PADDED = 2;
  private static final byte TRACED = 4;

  private static final int FLAGS = 0;
  private static final int CODEC = 1;
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

  /** All but padding, nothing deflated: the buffer's {@code size()} bytes. */
  EncodingBuffer write(Object value, long writeTimeMillis, WriterTrail trail, int sizeHint)
      throws IOException {
    EncodingBuffer buffer = new EncodingBuffer(header.length + trail.length(), sizeHint);
    codec.encode(value, buffer);
    byte[] plaintext = buffer.array();
    System.arraycopy(header, 0, plaintext, 0, header.length);
    for (int i = 0, shift = 40; shift >= 0; i++, shift -= 8) {
      plaintext[TIME + i] = (byte) (writeTimeMillis >>> shift);
    }
    if (!trail.isEmpty()) {
      plaintext[FLAGS] |= TRACED;
      trail.write(plaintext, header.length);
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
      PaddedLength.pad(padding, plaintext);
    }
    return plaintext;
  }

  private EncodingBuffer deflate(EncodingBuffer written) {
    EncodingBuffer deflated = Deflate.deflate(written, payloadStart(written.array()));
    if (deflated == null) {
      return written;
    }
    deflated.array()[FLAGS] |= DEFLATED;
    return deflated;
  }

  /** Whether two values encode to the same bytes; false if one can't be encoded. */
  boolean isEncodedEqual(Object one, Object other) {
    try {
      EncodingBuffer first = write(one, 0, WriterTrail.NONE, 64);
      EncodingBuffer second = write(other, 0, WriterTrail.NONE, 64);
      return Arrays.equals(first.array(), 0, first.size(), second.array(), 0, second.size());
    } catch (Exception e) {
      return false;
    }
  }

  /** Gives up a value that was read and nobody was handed. */
  void release(Object value) {
    codec.release(value);
  }

  /** How much of what {@link #write} gave is the codec's output. */
  int payloadLength(EncodingBuffer written) {
    return written.size() - payloadStart(written.array());
  }

  /**
   * The length of a stored value whose payload is as long as allowed, with any trail and padding.
   */
  long maxStoredLength() {
    long longest =
        Math.min(maxPayloadLength, Integer.MAX_VALUE) + header.length + WriterTrail.MAX_LENGTH;
    return Envelope.storedValueLength(PaddedLength.of(Padding.POWER_OF_TWO, longest));
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
   * @throws Deflate.OversizedValueException if it encodes to more bytes than allowed
   */
  @Nullable Object read(byte[] plaintext, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    if (plaintext.length < header.length
        || isOfLaterFormat(plaintext)
        || plaintext[CODEC] != header[CODEC]
        || !Arrays.equals(
            plaintext, HEADER_LENGTH, header.length, header, HEADER_LENGTH, header.length)) {
      return null;
    }
    return codec.decode(payload(plaintext), loader);
  }

  private static boolean isOfLaterFormat(byte[] plaintext) {
    return (plaintext[FLAGS] & ~(DEFLATED | PADDED | TRACED)) != 0;
  }

  /** Why {@link #read} gave null, for a message. */
  String whyNone(byte[] plaintext) {
    if (isOfLaterFormat(plaintext)) {
      return "it was written by a later version of SealCache";
    }
    return plaintext[CODEC] == header[CODEC] && plaintext[CODEC] != (byte) BuiltInCodec.CUSTOM_ID
        ? "codec '%s' made null of it".formatted(codec.name())
        : "it was written by %s, and the cache has '%s'"
            .formatted(BuiltInCodec.describe(plaintext[CODEC] & 0xff), codec.name());
  }

  /** The writes that led to what {@link #read} gives the value of. */
  WriterTrail trail(byte[] plaintext) {
    return isTraced(plaintext) ? WriterTrail.read(plaintext, header.length) : WriterTrail.NONE;
  }

  private ByteBuffer payload(byte[] plaintext) throws IOException {
    int start = payloadStart(plaintext);
    if (start < 0) {
      throw new IOException("The trail has no token, too many, or an early end");
    }
    int end = isPadded(plaintext) ? paddingStart(plaintext, start) : plaintext.length;
    int length = end - start;
    if ((plaintext[FLAGS] & DEFLATED) != 0) {
      return Deflate.inflate(plaintext, start, length, maxPayloadLength);
    }
    if (length > maxPayloadLength) {
      throw new Deflate.OversizedValueException();
    }
    return ByteBuffer.wrap(plaintext, start, length).slice();
  }

  /** Where the trail of a plaintext of any codec begins, or would; -1 if this isn't known. */
  static int trailStart(byte[] plaintext) {
    if (plaintext.length < HEADER_LENGTH || isOfLaterFormat(plaintext)) {
      return -1;
    }
    if (plaintext[CODEC] != (byte) BuiltInCodec.CUSTOM_ID) {
      return HEADER_LENGTH;
    }
    int nameEnd =
        plaintext.length == HEADER_LENGTH
            ? Integer.MAX_VALUE
            : HEADER_LENGTH + 1 + (plaintext[HEADER_LENGTH] & 0xff);
    return nameEnd <= plaintext.length ? nameEnd : -1;
  }

  static boolean isTraced(byte[] plaintext) {
    return (plaintext[FLAGS] & TRACED) != 0;
  }

  static boolean isPadded(byte[] plaintext) {
    return (plaintext[FLAGS] & PADDED) != 0;
  }

  static void setTraced(byte[] plaintext) {
    plaintext[FLAGS] |= TRACED;
  }

  // -1 if the trail is malformed
  private int payloadStart(byte[] plaintext) {
    return isTraced(plaintext) ? WriterTrail.end(plaintext, header.length) : header.length;
  }

  private static int paddingStart(byte[] plaintext, int payloadStart) throws IOException {
    int start = PaddedLength.start(plaintext, payloadStart);
    if (start < 0) {
      throw new IOException("The padding is not one byte 0x80 and zeros");
    }
    return start;
  }
}
