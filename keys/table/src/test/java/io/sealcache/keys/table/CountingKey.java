package io.sealcache.keys.table;

import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.KeyEncryptionKey;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a key management service would be asked for. */
final class CountingKey implements KeyEncryptionKey {
  final AtomicInteger unwraps = new AtomicInteger();
  private final KeyEncryptionKey key;

  CountingKey(int seed) {
    this.key = FixedWrappingKey.of(seed);
  }

  @Override
  public byte[] generate(Map<String, String> context) {
    return key.generate(context);
  }

  @Override
  public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
    unwraps.incrementAndGet();
    return key.unwrap(wrapped, context);
  }

  @Override
  public String name() {
    return String.valueOf(key.name());
  }

  /** Stays open, as several sources of a test have it. */
  @Override
  public void close() {}
}
