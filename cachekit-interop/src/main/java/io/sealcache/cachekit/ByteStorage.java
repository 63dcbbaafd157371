package io.sealcache.cachekit;

import com.dynatrace.hash4j.hashing.Hashing;
import io.sealcache.cachekit.CachekitException.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Reads the envelope of cachekit-core: a block of LZ4, the XXH3-64 of what is in it, its length.
 * Whoever reaches the store may have written it.
 */
final class ByteStorage {
  private static final int FIELDS = 4;
  private static final int MAX_RATIO = 1_000;

  private final byte[] envelope;
  private final int maxLength;
  private final MessageUnpacker unpacker;

  private ByteStorage(byte[] envelope, int maxLength, MessageUnpacker unpacker) {
    this.envelope = envelope;
    this.maxLength = maxLength;
    this.unpacker = unpacker;
  }

  /**
   * The content of the envelope.
   *
   * @param maxLength of the result, in bytes; more is not reserved
   */
  static byte[] open(byte[] envelope, int maxLength) {
    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(envelope)) {
      return new ByteStorage(envelope, maxLength, unpacker).open();
    } catch (IOException | MessagePackException e) {
      // Without the cause, which tells of the bytes.
      throw new Malformed("The payload is no envelope of ByteStorage");
    }
  }

  private byte[] open() throws IOException {
    require(unpacker.unpackArrayHeader() == FIELDS);
    byte[] compressed = readCompressed();
    long checksum = readChecksum();
    long length = unpacker.unpackLong();
    unpacker.readPayload(bounded(unpacker.unpackRawStringHeader()));
    require(!unpacker.hasNext());

    requireLength(compressed.length, length);
    byte[] content = decompress(compressed, (int) length);
    if (Hashing.xxh3_64().hashBytesToLong(content) != checksum) {
      throw new Malformed("The content of the envelope of ByteStorage has another checksum");
    }
    return content;
  }

  /** As bytes or, by writers before cachekit-core 0.4, as a list of numbers. */
  private byte[] readCompressed() throws IOException {
    if (unpacker.getNextFormat().getValueType() != ValueType.ARRAY) {
      return unpacker.readPayload(bounded(unpacker.unpackBinaryHeader()));
    }
    return readNumbers(bounded(unpacker.unpackArrayHeader()));
  }

  private long readChecksum() throws IOException {
    require(unpacker.unpackArrayHeader() == Long.BYTES);
    return ByteBuffer.wrap(readNumbers(Long.BYTES)).getLong();
  }

  private byte[] readNumbers(int count) throws IOException {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      int number = unpacker.unpackInt();
      require(number >= 0 && number <= 0xff);
      bytes[i] = (byte) number;
    }
    return bytes;
  }

  private void requireLength(int compressed, long length) {
    if (length < 0 || length > maxLength || length > (long) MAX_RATIO * compressed) {
      throw new Malformed(
          "An envelope of ByteStorage with %d compressed bytes announces %d, of at most %d"
              .formatted(compressed, length, Math.min(maxLength, (long) MAX_RATIO * compressed)));
    }
  }

  private static byte[] decompress(byte[] compressed, int length) {
    byte[] content = new byte[length];
    try {
      int written =
          LZ4Factory.safeInstance()
              .safeDecompressor()
              .decompress(compressed, 0, compressed.length, content, 0, length);
      require(written == length);
      return content;
    } catch (LZ4Exception e) {
      throw new Malformed("The content of the envelope of ByteStorage is no block of LZ4");
    }
  }

  private int bounded(int size) {
    require(size <= envelope.length - unpacker.getTotalReadBytes());
    return size;
  }

  private static void require(boolean isSo) {
    if (!isSo) {
      throw new Malformed("The payload is no envelope of ByteStorage");
    }
  }
}
