package io.sealcache.codec;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil;

/**
 * Arrow's codecs for compressed buffers, held to the limit of the allocator: how long a buffer
 * becomes is what the buffer says. Stateless.
 */
final class ArrowDecompression implements CompressionCodec.Factory {
  /** LZ4 makes no more of a byte. */
  private static final long LZ4_EXPANSION = 255;

  /** Nor does zstd: a block is at least four bytes, and at most 128 KiB of content. */
  private static final long ZSTD_EXPANSION = (128 << 10) / 4;

  @Override
  public CompressionCodec createCodec(CompressionUtil.CodecType codecType) {
    return new Limited(CompressionCodec.Factory.INSTANCE.createCodec(codecType));
  }

  @Override
  public CompressionCodec createCodec(CompressionUtil.CodecType codecType, int compressionLevel) {
    return createCodec(codecType);
  }

  private record Limited(CompressionCodec codec) implements CompressionCodec {
    @Override
    public ArrowBuf compress(BufferAllocator allocator, ArrowBuf uncompressedBuffer) {
      throw new UnsupportedOperationException("Only reads");
    }

    @Override
    public ArrowBuf decompress(BufferAllocator allocator, ArrowBuf compressedBuffer) {
      if (getCodecType() != CompressionUtil.CodecType.NO_COMPRESSION) {
        checkLength(allocator, compressedBuffer);
      }
      return codec.decompress(allocator, compressedBuffer);
    }

    private void checkLength(BufferAllocator allocator, ArrowBuf compressed) {
      // As much as a value without compression could hold.
      allocator.setLimit(Math.max(allocator.getLimit(), Integer.MAX_VALUE));
      // Little-endian in the format; getLong is the machine's order.
      long claimed = compressed.getLong(0);
      long left = allocator.getLimit() - allocator.getAllocatedMemory();
      long expansion =
          getCodecType() == CompressionUtil.CodecType.LZ4_FRAME ? LZ4_EXPANSION : ZSTD_EXPANSION;
      if (claimed > left
          || claimed < CompressionUtil.NO_COMPRESSION_LENGTH
          || claimed > expansion * compressed.writerIndex()
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
