package io.sealcache.cachekit;

import com.dynatrace.hash4j.hashing.Hashing;
import io.sealcache.cachekit.CachekitException.Malformed;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The container that cachekit-py puts around the output of its serializer. No entry decides which
 * it is.
 */
enum Container {
  /** Nothing. */
  NONE {
    @Override
    byte[] open(byte[] payload, int maxLength) {
      return payload;
    }
  },

  /** 8 bytes of XXH3-64 in front, which anybody can compute. */
  CHECKSUM {
    @Override
    byte[] open(byte[] payload, int maxLength) {
      if (payload.length < Long.BYTES) {
        throw new Malformed("The payload of %d bytes has no checksum".formatted(payload.length));
      }
      byte[] content = Arrays.copyOfRange(payload, Long.BYTES, payload.length);
      if (Hashing.xxh3_64().hashBytesToLong(content) != ByteBuffer.wrap(payload).getLong()) {
        throw new Malformed("The payload has another checksum than the one in front of it");
      }
      return content;
    }
  },

  /** The envelope of {@link ByteStorage}. */
  ENVELOPE {
    @Override
    byte[] open(byte[] payload, int maxLength) {
      return ByteStorage.open(payload, maxLength);
    }
  };

  /**
   * The content of the container.
   *
   * @param maxLength of what is decompressed, in bytes
   * @throws Malformed if it is not this container
   */
  abstract byte[] open(byte[] payload, int maxLength);
}
