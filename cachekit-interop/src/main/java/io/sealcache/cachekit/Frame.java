package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.Unsupported;
import org.jspecify.annotations.Nullable;

/** The content of a frame of cachekit-py, decrypted and decompressed. Immutable. */
public final class Frame {
  private final FrameSerializer serializer;
  private final FrameHeader header;
  private final byte[] payload;

  Frame(FrameSerializer serializer, FrameHeader header, byte[] payload) {
    this.serializer = serializer;
    this.header = header;
    this.payload = payload;
  }

  /** The name of the reader's serializer, which the frame records too. */
  public String serializer() {
    return serializer.name();
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
   * A new array, without envelope or checksum: MessagePack for {@code default} and {@code auto},
   * JSON for {@code orjson}, a file of Arrow IPC for {@code arrow}; what another serializer wrote
   * is given as it is.
   */
  public byte[] payload() {
    return payload.clone();
  }

  /**
   * The value that Python's default serializer wrote, of the types of {@link InteropCodec}; NaN and
   * infinities too. Of {@code auto}, a tuple and other types of Python are the maps that mark them.
   *
   * @throws Unsupported if another one wrote it
   * @throws Malformed if the payload is no document of MessagePack of those types, within the
   *     limits of {@link InteropCodec#decode}
   */
  public @Nullable Object value() {
    boolean isPlain = originalType().isEmpty() || originalType().equals("msgpack");
    if (!serializer.isMessagePack() || !isPlain) {
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
