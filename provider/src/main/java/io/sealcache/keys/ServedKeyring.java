package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.KeyAudit;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.internal.files.FileLocation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A keyring file whose keys a key management service has wrapped: read and unwrapped again and
 * again, so that it is noticed when either has changed or withdraws a key. Thread-safe.
 */
final class ServedKeyring implements KeySource {
  private final RefreshingKeySource source;
  private final KeyEncryptionKey key;
  private final KeyAudit audit;

  private ServedKeyring(RefreshingKeySource source, KeyEncryptionKey key, KeyAudit audit) {
    this.source = source;
    this.key = key;
    this.audit = audit;
  }

  /**
   * Loads it.
   *
   * @param key taken over
   * @throws RuntimeException if it can't be loaded; the key is then closed
   */
  static ServedKeyring open(
      String location, KeyEncryptionKey key, Map<String, String> context, RefreshTimes times) {
    ServedKeyring served;
    try {
      served = of(location, key, context, times);
    } catch (RuntimeException | Error e) {
      key.close();
      throw e;
    }
    try {
      served.keyring(null);
      return served;
    } catch (RuntimeException | Error e) {
      served.close();
      throw e;
    }
  }

  private static ServedKeyring of(
      String location, KeyEncryptionKey key, Map<String, String> context, RefreshTimes times) {
    Path file = FileLocation.path("sealcache.keyring", location, "a keyring file");
    String where = "Keyring file '" + file + "'";
    KeyAudit audit = new KeyAudit();
    OutageWatch watch = OutageWatch.ofService(audit, KeyPlace.of(where));
    return new ServedKeyring(
        RefreshingKeySource.of(
            where,
            () -> {
              WrappedKeys keys = read(file, where);
              return watch.watch("unwrap", () -> keys.open(where, key, context));
            },
            times),
        key,
        audit);
  }

  private static WrappedKeys read(Path file, String where) {
    byte[] content = KeyringOnDisk.content(file);
    try {
      return WrappedKeys.parse(where, RecordNotes.keysOfFile(where, content));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  @Override
  public Keyring keyring(@Nullable String tenant) {
    return source.keyring(tenant);
  }

  @Override
  public Optional<KeyLoadStatus> loadStatus() {
    return source.loadStatus();
  }

  @Override
  public KeyHistory history() {
    return source.history().plus(new KeyHistory(audit.counts().times()));
  }

  @Override
  public void close() {
    try {
      source.close();
    } finally {
      key.close();
    }
  }

  @Override
  public String toString() {
    return "ServedKeyring";
  }
}
