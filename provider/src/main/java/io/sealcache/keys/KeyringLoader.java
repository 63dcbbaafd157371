package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.internal.files.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Loads a keyring file again and again. The content and not the file's time tells whether it has
 * changed: times are coarse, and links that are swapped may lead to an older file. For one thread
 * at a time.
 */
final class KeyringLoader implements Callable<@Nullable Keyring> {
  private final Path file;
  private final String where;
  private final @Nullable KeyEncryptionKey key;
  private final Map<String, String> context;
  private final boolean confirms;
  private final OutageWatch watch;
  private byte[] known = {}; // digest of the content that was loaded last

  /**
   * @param key wraps the keys; null: they are in clear
   * @param confirms whether the key is asked again where the file is as it was
   */
  KeyringLoader(
      Path file,
      @Nullable KeyEncryptionKey key,
      Map<String, String> context,
      boolean confirms,
      SecurityEvents audit) {
    this.file = file;
    this.where = KeyringFile.where(file);
    this.key = key;
    this.context = context;
    this.confirms = confirms;
    this.watch = OutageWatch.ofService(audit, KeyPlace.of(file.toString()));
  }

  /** Null where the keys are as they were. */
  @Override
  public @Nullable Keyring call() throws IOException, GeneralSecurityException {
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
