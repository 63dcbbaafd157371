package io.sealcache.internal.store.ehcache;

import io.sealcache.core.SealedBytes;
import java.nio.ByteBuffer;
import org.ehcache.spi.serialization.Serializer;

/**
 * Writes sealed values to Ehcache's tiers off the heap: their bytes and nothing else. Public
 * because Ehcache makes it. Thread-safe.
 */
public final class EhcacheSealedValueSerializer implements Serializer<SealedBytes> {

  /**
   * The constructor that Ehcache looks for.
   *
   * @param classLoader not used: no class is named in what is written
   */
  public EhcacheSealedValueSerializer(ClassLoader classLoader) {}

  @Override
  public ByteBuffer serialize(SealedBytes value) {
    return ByteBuffer.wrap(value.bytes()).asReadOnlyBuffer();
  }

  @Override
  public SealedBytes read(ByteBuffer binary) {
    byte[] bytes = new byte[binary.remaining()];
    binary.get(bytes);
    return SealedBytes.ofStore(bytes);
  }

  @Override
  public boolean equals(SealedBytes value, ByteBuffer binary) {
    return ByteBuffer.wrap(value.bytes()).equals(binary);
  }
}
