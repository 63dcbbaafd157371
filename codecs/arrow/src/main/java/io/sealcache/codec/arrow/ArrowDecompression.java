package io.sealcache.codec.arrow;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil;

/**
 * Arrow's codecs for compressed buffers. How long a buffer becomes is what the buffer says, so that
 * is looked at before anything is allocated, and the allocator's limit grows by as much as it would
 * have been larger if the buffer had not been compressed. One decoding's.
 */
final class ArrowDecompression implements CompressionCodec.Factory {
  /** LZ4 makes no more of a byte. */
  private static final long LZ4_EXPANSION = 255;

  /** Nor does zstd: a block is at least four bytes, and at most 128 KiB of content. */
  private static final long ZSTD_EXPANSION = (128 << 10) / 4;

  /** The size of all buffers: as much as a value without compression could hold. */
  private long left = Integer.MAX_VALUE;

  @Override
  public CompressionCodec createCodec(CompressionUtil.CodecType codecType) {
    return new Limited(CompressionCodec.Factory.INSTANCE.createCodec(codecType));
  }

  @Override
  public CompressionCodec createCodec(CompressionUtil.CodecType codecType, int compressionLevel) {
    return createCodec(codecType);
  }

  private final class Limited implements CompressionCodec {
    private final CompressionCodec codec;

    Limited(CompressionCodec codec) {
      this.codec = codec;
    }

    @Override
    public ArrowBuf compress(BufferAllocator allocator, ArrowBuf uncompressedBuffer) {
      throw new UnsupportedOperationException("Only reads");
    }

    @Override
    public ArrowBuf decompress(BufferAllocator allocator, ArrowBuf compressedBuffer) {
      if (getCodecType() != CompressionUtil.CodecType.NO_COMPRESSION) {
        long length = lengthOf(compressedBuffer);
        left -= length;
        allocator.setLimit(allocator.getLimit() + ArrowDecoding.ROOM * length);
      }
      return codec.decompress(allocator, compressedBuffer);
    }

    private long lengthOf(ArrowBuf compressed) {
      // Little-endian in the format; getLong is the machine's order.
      long length = compressed.getLong(0);
      if (length == CompressionUtil.NO_COMPRESSION_LENGTH) {
        return 0;
      }
      long expansion =
          getCodecType() == CompressionUtil.CodecType.LZ4_FRAME ? LZ4_EXPANSION : ZSTD_EXPANSION;
      if (length < 0 || length > left || length > expansion * compressed.writerIndex()) {
        throw new IllegalArgumentException("A compressed buffer is too large");
      }
      return length;
    }

    @Override
    public CompressionUtil.CodecType getCodecType() {
      return codec.getCodecType();
    }
  }
}
