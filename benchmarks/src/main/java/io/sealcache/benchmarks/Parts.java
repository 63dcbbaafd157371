package io.sealcache.benchmarks;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.core.EntrySealer;
import io.sealcache.core.Payload;
import io.sealcache.core.StoredKey;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The parts of a hit or a put besides the store, by the defaults. */
public record Parts(StandardCodec keyCodec, StandardCodec valueCodec, EntrySealer sealer) {
  private static final ClassLoader LOADER = Parts.class.getClassLoader();

  public Parts() {
    this(
        StandardCodec.forKeys(JavaFilter.standard()),
        StandardCodec.forValues(JavaFilter.standard()),
        Sample.sealer().build());
  }

  public EncodingBuffer encodeKey(String key) throws IOException {
    EncodingBuffer buffer = new EncodingBuffer(0, 64);
    keyCodec.encode(key, buffer);
    return buffer;
  }

  public StoredKey sealKey(EncodingBuffer key) {
    return sealer.sealKey(key.array(), 0, key.size());
  }

  public Payload encodeValue(byte[] value) throws IOException {
    int room = sealer.room(0);
    EncodingBuffer buffer = new EncodingBuffer(room, Sample.VALUE_LENGTH + 16);
    valueCodec.encode(value, buffer);
    return Payload.behindRoom(buffer.array(), room, buffer.size() - room);
  }

  public Object decodeValue(ByteBuffer payload) throws IOException, ClassNotFoundException {
    return valueCodec.decode(payload, LOADER);
  }
}
