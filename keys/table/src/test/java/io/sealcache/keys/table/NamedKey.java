package io.sealcache.keys.table;

import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.KeyEncryptionKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A key-encryption key that is called as a test wants, and remembers that it was closed. */
final class NamedKey implements KeyEncryptionKey {
  private final KeyEncryptionKey key;
  private final @Nullable String name;
  boolean closed;

  NamedKey(int seed, @Nullable String name) {
    this.key = FixedWrappingKey.of(seed);
    this.name = name;
  }

  @Override
  public @Nullable String name() {
    return name;
  }

  @Override
  public byte[] generate(Map<String, String> context) {
    return key.generate(context);
  }

  @Override
  public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
    return key.unwrap(wrapped, context);
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return "Key " + name;
  }
}
