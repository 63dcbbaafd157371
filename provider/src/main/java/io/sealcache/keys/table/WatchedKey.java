package io.sealcache.keys.table;

import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.keys.KeyEncryptionKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A key-encryption key of which auditors hear whenever it can't be asked. Thread-safe. */
final class WatchedKey implements KeyEncryptionKey {
  private final KeyEncryptionKey key;
  private final OutageWatch watch;

  WatchedKey(KeyEncryptionKey key, OutageWatch watch) {
    this.key = key;
    this.watch = watch;
  }

  @Override
  public List<byte[]> generate(int keys, Map<String, String> context) {
    return watch.watch("generate", () -> key.generate(keys, context));
  }

  @Override
  public List<byte[]> unwrap(List<byte[]> wrapped, Map<String, String> context) {
    return watch.watch("unwrap", () -> key.unwrap(wrapped, context));
  }

  @Override
  public @Nullable String name() {
    return key.name();
  }

  @Override
  public List<byte[]> wrap(List<byte[]> secrets, Map<String, String> context) {
    return watch.watch("wrap", () -> key.wrap(secrets, context));
  }

  /** Of the very keys, as a service knows its own by their class. */
  @Override
  public List<byte[]> rewrap(
      List<byte[]> wrapped, KeyEncryptionKey from, Map<String, String> context) {
    KeyEncryptionKey earlier = from instanceof WatchedKey watched ? watched.key : from;
    return watch.watch("rewrap", () -> key.rewrap(wrapped, earlier, context));
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
