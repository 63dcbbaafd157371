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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Loads the keys of a keyring file. The content and not the file's time tells whether it has
 * changed: times are coarse, and links that are swapped may lead to an older file. For one thread
 * at a time.
 *
 * @param key which wraps the keys; null: they are in clear
 * @param context for which they are wrapped
 * @param confirms whether the key is asked again where the file is as it was, so that it is noticed
 *     when it is withdrawn
 * @param watch of the key
 * @param known digest of the content that was loaded last
 */
record KeyringFileLoader(
    Path file,
    @Nullable KeyEncryptionKey key,
    Map<String, String> context,
    boolean confirms,
    OutageWatch watch,
    AtomicReference<byte[]> known)
    implements Callable<@Nullable Keyring> {
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
      if (!confirms && Arrays.equals(digest, known.get())) {
        return null;
      }
      try (KeyringFile keys =
          watch.watch("unwrap", () -> KeyringFile.parse(where, content, key, context))) {
        Keyring loaded = keys.keyring(where);
        known.set(digest);
        return loaded;
      }
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
