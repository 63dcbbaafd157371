package io.sealcache.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** DEFLATE (RFC 1951), raw: what is around it is authenticated, so it needs no checksum. */
final class Deflate {
  private Deflate() {}

  /** The same array where deflated it is no shorter. */
  static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(plain);
      deflater.finish();
      byte[] deflated = new byte[plain.length];
      int length = deflater.deflate(deflated);
      return deflater.finished() ? Arrays.copyOf(deflated, length) : plain;
    } finally {
      deflater.end();
    }
  }

  /**
   * Decompresses a part of an array.
   *
   * @return at most one byte more than {@code limit}, and then not all
   * @throws IOException if the part is not exactly one deflated stream
   */
  static byte[] inflate(byte[] source, int offset, int length, long limit) throws IOException {
    Inflater inflater = new Inflater(true);
    ByteArrayInputStream deflated = new ByteArrayInputStream(source, offset, length);
    try (InflaterInputStream in = new InflaterInputStream(deflated, inflater, 8192)) {
      byte[] plain = in.readNBytes(Math.toIntExact(limit + 1));
      if (plain.length <= limit && (inflater.getRemaining() > 0 || deflated.available() > 0)) {
        throw new IOException("There is more than one deflated stream");
      }
      return plain;
    } finally {
      inflater.end();
    }
  }
}
