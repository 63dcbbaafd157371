package io.sealcache.codec.arrow;

import io.sealcache.codec.EncodingBuffer;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Where Arrow writes an encoding. Arrow's memory stays as it is until that is sealed, so large
 * buffers are not copied. Not thread-safe.
 */
final class ArrowOutput implements WritableByteChannel {
  /** From here on a copy costs more than a part does. */
  static final int LARGE = 16 * 1024;

  private final EncodingBuffer out;

  ArrowOutput(EncodingBuffer out) {
    this.out = out;
  }

  @Override
  public int write(ByteBuffer source) {
    int length = source.remaining();
    if (source.isDirect() && length >= LARGE) {
      out.append(source);
      source.position(source.limit());
    } else {
      out.reserve(length).put(source);
    }
    return length;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /** Does nothing: there is nothing to close. */
  @Override
  public void close() {}
}
