package io.sealcache.internal.seal;

import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** DEFLATE (RFC 1951), raw: what is around it is authenticated, so it needs no checksum. */
final class Deflate {
  private static final boolean RAW = true;
  private static final int CHUNK = 8192;

  private Deflate() {}

  /**
   * Compresses all that comes after the first {@code headroom} bytes.
   *
   * @return a new buffer, its first {@code headroom} bytes copied; null if it were no shorter
   */
  static @Nullable EncodingBuffer deflate(EncodingBuffer plain, int headroom) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, RAW);
    try {
      deflater.setInput(plain.array(), headroom, plain.size() - headroom);
      deflater.finish();
      EncodingBuffer deflated = new EncodingBuffer(0, Math.min(plain.size(), CHUNK));
      deflated.write(plain.array(), 0, headroom);
      byte[] chunk = new byte[Math.min(plain.size(), CHUNK)];
      while (!deflater.finished()) {
        deflated.write(chunk, 0, deflater.deflate(chunk));
        if (deflated.size() >= plain.size()) {
          return null;
        }
      }
      return deflated;
    } finally {
      deflater.end();
    }
  }

  /**
   * Decompresses a part of an array.
   *
   * @throws OversizedValueException as soon as it yields more than {@code limit} bytes
   * @throws IOException if the part is not exactly one deflated stream
   */
  static ByteBuffer inflate(byte[] source, int offset, int length, long limit) throws IOException {
    Inflater inflater = new Inflater(RAW);
    try {
      inflater.setInput(source, offset, length);
      EncodingBuffer out = new EncodingBuffer(0, (int) Math.min(length, limit));
      byte[] chunk = new byte[CHUNK];
      while (!inflater.finished()) {
        int inflated = inflater.inflate(chunk);
        if (inflated == 0 && !inflater.finished()) {
          throw new IOException("The deflated stream has no end");
        }
        if (inflated > limit - out.size()) {
          throw new OversizedValueException();
        }
        out.write(chunk, 0, inflated);
      }
      if (inflater.getRemaining() > 0) {
        throw new IOException("There is more than one deflated stream");
      }
      return ByteBuffer.wrap(out.array(), 0, out.size()).slice();
    } catch (DataFormatException e) {
      throw new IOException("No deflated stream", e);
    } finally {
      inflater.end();
    }
  }

  /** What was read encodes a value longer than max-value-size allows. */
  static final class OversizedValueException extends IOException {
    private static final long serialVersionUID = 1L;

    OversizedValueException() {
      super("The value is longer than the setting max-value-size allows");
    }
  }
}
