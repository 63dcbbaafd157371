package io.sealcache.codec;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How one large value is decoded where it is opened, without a copy between. Used by one thread:
 * {@link #allocate} at most once, then either {@link #decode} or {@link #giveUp}.
 */
public interface ValueDecoding {
  /**
   * Makes room for the value's bytes, of which it is not known yet whether they are authentic.
   *
   * @param length in bytes, 0 or more
   * @return a buffer with {@code length} bytes from position to limit, on the heap or direct
   */
  ByteBuffer allocate(int length);

  /**
   * The object that the bytes in the buffer stand for, which are authentic now. It may keep the
   * buffer.
   *
   * @param loader finds classes of user code
   * @return as {@link Codec#decode} does
   * @throws IOException as {@link Codec#decode} does; the buffer is given up then
   * @throws ClassNotFoundException as {@link Codec#decode} does; the buffer is given up then
   */
  Object decode(ClassLoader loader) throws IOException, ClassNotFoundException;

  /** The value doesn't open: frees what was allocated, if anything was. */
  void giveUp();
}
