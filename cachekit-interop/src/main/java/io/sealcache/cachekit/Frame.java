package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.Unsupported;
import org.jspecify.annotations.Nullable;

/** What a frame of cachekit-py holds, decrypted and decompressed. Immutable. */
public final class Frame {
  private final FrameHeader header;
  private final byte[] payload;

  Frame(FrameHeader header, byte[] payload) {
    this.header = header;
    this.payload = payload;
  }

  /**
   * Python's name of what wrote the payload: {@code default}, {@code auto}, {@code orjson}, {@code
   * arrow} or the name of a class; empty if the frame has none. Never authenticated.
   */
  public String serializer() {
    return header.serializer();
  }

  /** {@code msgpack}, {@code orjson} or {@code arrow}; authentic if the frame was encrypted. */
  public String format() {
    return header.format();
  }

  /** Python's hint of what was written; authentic if the frame was encrypted, empty if unknown. */
  public String originalType() {
    return header.originalType();
  }

  /**
   * A new array: MessagePack without the envelope of ByteStorage for {@code msgpack}; JSON for
   * {@code orjson} and a file of Arrow IPC for {@code arrow}, each behind 8 bytes of XXH3-64 unless
   * Python has integrity checks switched off.
   */
  public byte[] payload() {
    return payload.clone();
  }

  /**
   * What Python's default serializer wrote, of the types of {@link InteropCodec}; NaN and
   * infinities too.
   *
   * @throws Unsupported if another one wrote it
   * @throws Malformed if the payload is no document of MessagePack of those types
   */
  public @Nullable Object value() {
    boolean isPlain = originalType().isEmpty() || originalType().equals("msgpack");
    if (!format().equals("msgpack") || !isPlain) {
      throw new Unsupported(
          "Only MessagePack of cachekit-py's default serializer is decoded; see Frame.payload()");
    }
    return Document.read(payload);
  }

  /** Without the payload. */
  @Override
  public String toString() {
    return "Frame[" + format() + ", " + payload.length + " bytes]";
  }
}
