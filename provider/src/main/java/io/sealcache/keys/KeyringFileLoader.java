package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.internal.files.SecretFile;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Loads the keys of a keyring file. The content and not the file's time tells whether it has
 * changed: times are coarse, and links that are swapped may lead to an older file. For one thread
 * at a time.
 */
final class KeyringFileLoader implements Callable<@Nullable Keyring> {
  private final Path file;
  private final @Nullable KeyEncryptionKey key;
  private final Map<String, String> context;
  private final boolean confirms;
  private final OutageWatch watch;
  private byte[] known = {};

  /**
   * @param key which wraps the keys; null: they are in clear
   * @param context for which they are wrapped
   * @param confirms whether the key is asked again where the file is as it was, so that it is
   *     noticed when it is withdrawn
   * @param watch of the key
   */
  KeyringFileLoader(
      Path file,
      @Nullable KeyEncryptionKey key,
      Map<String, String> context,
      boolean confirms,
      OutageWatch watch) {
    this.file = file;
    this.key = key;
    this.context = context;
    this.confirms = confirms;
    this.watch = watch;
  }

  /**
   * A new keyring; null: the keys are as they were.
   *
   * @throws IllegalArgumentException if the file holds no keyring that only its owner may read
   * @throws RuntimeException if the key that wraps it can't be asked now
   */
  @Override
  public @Nullable Keyring call() throws NoSuchAlgorithmException {
    String where = KeyringFile.where(file);
    byte[] content = SecretFile.read(where, file, KeyringFile.MAX_LENGTH);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      if (!confirms && Arrays.equals(digest, known)) {
        return null;
      }
      try (KeyringFile keys =
          watch.watch("unwrap", () -> KeyringFile.parse(where, content, key, context))) {
        Keyring loaded = keys.keyring(where);
        known = digest;
        return loaded;
      }
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
