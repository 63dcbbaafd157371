package io.sealcache.keys.table;

import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.KeyEncryptionKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A key of a service that can be out of reach. */
final class FailingKey implements KeyEncryptionKey {
  private final KeyEncryptionKey key;
  volatile boolean down;
  volatile boolean closed;

  FailingKey(int seed) {
    this.key = FixedWrappingKey.of(seed);
  }

  private void ensureUp() {
    if (down) {
      throw new IllegalStateException(
          "CANARY", new IllegalStateException("CANARY", new InterruptedException("CANARY")));
    }
  }

  @Override
  public byte[] generate(Map<String, String> context) {
    ensureUp();
    return key.generate(context);
  }

  @Override
  public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
    ensureUp();
    return key.unwrap(wrapped, context);
  }

  @Override
  public @Nullable String name() {
    return key.name();
  }

  @Override
  public void close() {
    closed = true;
    key.close();
  }
}
