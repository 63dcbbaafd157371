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
 * 1 flags | 1 codec | 6 write time (ms since 1970) | [1 length | name, of a custom codec] | payload
 * </pre>
 *
 * No flag is defined yet. The codec is only compared, never chosen by what is read. Immutable.
 */
final class ValueFormat {
  /** Length in bytes of the part that each value has. */
  static final int HEADER_LENGTH = 8;

  private static final int FLAGS = 0;
  private static final int TIME = 2;

  private final Codec codec;
  private final byte[] header;

  ValueFormat(Codec codec) {
    this.codec = codec;
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

  /** The plaintext is the first {@code size()} bytes of the buffer. */
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

  /** How much of a plaintext is the codec's output. */
  int payloadLength(int plaintextLength) {
    return plaintextLength - header.length;
  }

  /** The length of a stored value whose payload is as long as allowed. */
  long maxStoredLength(long maxPayloadLength) {
    return Envelope.storedValueLength(
        Math.min(maxPayloadLength, Integer.MAX_VALUE) + header.length);
  }

  static long writeTimeMillis(byte[] plaintext) {
    long time = 0;
    for (int i = TIME; i < HEADER_LENGTH; i++) {
      time = (time << 8) | (plaintext[i] & 0xff);
    }
    return time;
  }

  /** The value; null where another codec or a later version of this format wrote it. */
  @Nullable Object read(byte[] plaintext, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    if (plaintext.length < header.length
        || plaintext[FLAGS] != 0
        || plaintext[FLAGS + 1] != header[FLAGS + 1]
        || !Arrays.equals(
            plaintext, HEADER_LENGTH, header.length, header, HEADER_LENGTH, header.length)) {
      return null;
    }
    return codec.decode(
        ByteBuffer.wrap(plaintext, header.length, plaintext.length - header.length).slice(),
        loader);
  }
}
