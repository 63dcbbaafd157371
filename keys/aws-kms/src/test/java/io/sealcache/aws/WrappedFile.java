package io.sealcache.aws;

import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A keyring file of new keys. */
final class WrappedFile {
  private WrappedFile() {}

  /**
   * Writes one.
   *
   * @param key closed
   */
  static void write(Path file, KeyEncryptionKey key, Map<String, String> context)
      throws IOException {
    try (key) {
      KeyringFile.generate(Instant.EPOCH).write(file, key, context);
    }
  }
}
