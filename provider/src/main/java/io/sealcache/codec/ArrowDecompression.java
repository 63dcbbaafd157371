package io.sealcache.codec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil;

/**
 * Arrow's codecs for compressed buffers, held to the limit of the allocator: how long a buffer
 * becomes is what the buffer says. One decoding's.
 */
final class ArrowDecompression implements CompressionCodec.Factory {
  /** LZ4 makes no more of a byte. */
  private static final long LZ4_EXPANSION = 255;

  private final Consumer<ArrowBuf> allocated;

  /**
   * @param allocated told of each buffer, also one that is allocated for nothing
   */
  ArrowDecompression(Consumer<ArrowBuf> allocated) {
    this.allocated = allocated;
  }

  @Override
  public CompressionCodec createCodec(CompressionUtil.CodecType codecType) {
    return new Limited(CompressionCodec.Factory.INSTANCE.createCodec(codecType), allocated);
  }

  @Override
  public CompressionCodec createCodec(CompressionUtil.CodecType codecType, int compressionLevel) {
    return createCodec(codecType);
  }

  private record Limited(CompressionCodec codec, Consumer<ArrowBuf> allocated)
      implements CompressionCodec {
    @Override
    public ArrowBuf compress(BufferAllocator allocator, ArrowBuf uncompressedBuffer) {
      throw new UnsupportedOperationException("Only reads");
    }

    @Override
    public ArrowBuf decompress(BufferAllocator allocator, ArrowBuf compressedBuffer) {
      if (getCodecType() != CompressionUtil.CodecType.NO_COMPRESSION) {
        checkLength(allocator, compressedBuffer);
      }
      return codec.decompress(tracked(allocator), compressedBuffer);
    }

    // Arrow's codecs forget what they allocated where they throw.
    private BufferAllocator tracked(BufferAllocator allocator) {
      return (BufferAllocator)
          Proxy.newProxyInstance(
              BufferAllocator.class.getClassLoader(),
              new Class<?>[] {BufferAllocator.class},
              (proxy, method, arguments) -> {
                try {
                  Object result = method.invoke(allocator, arguments);
                  if (result instanceof ArrowBuf buffer) {
                    allocated.accept(buffer);
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private void checkLength(BufferAllocator allocator, ArrowBuf compressed) {
      // As much as a value without compression could hold.
      allocator.setLimit(Math.max(allocator.getLimit(), Integer.MAX_VALUE));
      // Little-endian in the format; getLong is the machine's order.
      long claimed = compressed.getLong(0);
      long left = allocator.getLimit() - allocator.getAllocatedMemory();
      boolean isImpossible =
          getCodecType() == CompressionUtil.CodecType.LZ4_FRAME
              && claimed > LZ4_EXPANSION * compressed.writerIndex();
      if (claimed > left
          || claimed < CompressionUtil.NO_COMPRESSION_LENGTH
          || isImpossible
          || claimed > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("A compressed buffer is too large");
      }
    }

    @Override
    public CompressionUtil.CodecType getCodecType() {
      return codec.getCodecType();
    }
  }
}
