package io.sealcache.core;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** DEFLATE (RFC 1951), raw: what is around it is authenticated, so it needs no checksum. */
final class Deflate {
  private static final boolean RAW = true;
  private static final int CHUNK = 8192;

  private Deflate() {}

  static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, RAW);
    ByteArrayOutputStream deflated = new ByteArrayOutputStream(Math.min(plain.length, CHUNK));
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater, CHUNK)) {
      out.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("An array can't be written", e);
    } finally {
      deflater.end();
    }
    return deflated.toByteArray();
  }

  /**
   * Decompresses a part of an array.
   *
   * @return at most one byte more than {@code limit}, and then not all
   * @throws IOException if the part is not exactly one deflated stream
   */
  static byte[] inflate(byte[] source, int offset, int length, long limit) throws IOException {
    Inflater inflater = new Inflater(RAW);
    ByteArrayInputStream deflated = new ByteArrayInputStream(source, offset, length);
    try (InflaterInputStream in = new InflaterInputStream(deflated, inflater, CHUNK)) {
      byte[] plain = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
      if (plain.length <= limit
          && (in.read() >= 0 || inflater.getRemaining() > 0 || deflated.available() > 0)) {
        throw new IOException("There is more than one deflated stream");
      }
      return plain;
    } finally {
      inflater.end();
    }
  }
}
