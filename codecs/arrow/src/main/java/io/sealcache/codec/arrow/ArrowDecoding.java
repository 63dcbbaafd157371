package io.sealcache.codec.arrow;

import io.sealcache.codec.ValueDecoding;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One table being decoded in place: the input lies in Arrow's memory, and the columns of the table
 * are parts of it. All memory comes from an allocator of its own, until the table is whole and
 * moves to the one that it is meant for; so whatever fails, nothing is left.
 */
final class ArrowDecoding implements ValueDecoding {
  /**
   * Beside the input, of each of its bytes: what Arrow allocates for powers of two and for the
   * validity of columns without nulls.
   */
  private static final int ROOM = 8;

  private static final long LEAST_ROOM = 1 << 20;

  private final BufferAllocator target;
  private @Nullable ArrowAllocations memory;
  private @Nullable ArrowBuf encoded;

  ArrowDecoding(BufferAllocator target) {
    this.target = target;
  }

  /**
   * {@inheritDoc}
   *
   * @return on the heap if Arrow has no memory; then decoding fails
   */
  @Override
  public ByteBuffer allocate(int length) {
    try {
      memory = new ArrowAllocations(target);
      encoded = memory.allocator().buffer(length).writerIndex(length);
      memory.allocator().setLimit(encoded.capacity() + LEAST_ROOM + ROOM * (long) length);
      return encoded.nioBuffer();
    } catch (RuntimeException e) {
      return ByteBuffer.allocate(length);
    }
  }

  @Override
  public Object decode(ClassLoader loader) throws IOException {
    try (ArrowAllocations own = memory) {
      if (own == null || encoded == null) {
        throw new StreamCorruptedException("No memory for a table");
      }
      return new ArrowTableReader(encoded, own.allocator()).table(target);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // Its message may quote what was encoded.
      throw new StreamCorruptedException("Bytes that no table fits: " + e.getClass().getName());
    }
  }

  @Override
  public void giveUp() {
    if (memory != null) {
      memory.close();
    }
  }
}
