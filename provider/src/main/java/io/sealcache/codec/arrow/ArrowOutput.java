package io.sealcache.codec.arrow;

import io.sealcache.codec.EncodingBuffer;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Lets Arrow write from its memory straight into the encoding. Not thread-safe. */
final class ArrowOutput implements WritableByteChannel {
  private final EncodingBuffer out;

  ArrowOutput(EncodingBuffer out) {
    this.out = out;
  }

  @Override
  public int write(ByteBuffer source) {
    int length = source.remaining();
    out.reserve(length).put(source);
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
