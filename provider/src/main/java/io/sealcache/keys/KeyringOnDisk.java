package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.internal.files.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A keyring file where it lies, with its secrets in one form: read whole, and replaced in one step.
 * What was read or written is wiped, but for the keys. Immutable.
 */
final class KeyringOnDisk {
  /** More than a thousand keys, so that a wrong path can't fill the heap. */
  static final int MAX_LENGTH = 1 << 18;

  private final Path file;
  private final SecretForm form;

  KeyringOnDisk(Path file, SecretForm form) {
    this.file = file;
    this.form = form;
  }

  /**
   * One whose secrets are wrapped.
   *
   * @param context for which they are; a {@link WrappingKey} binds none
   */
  static KeyringOnDisk of(Path file, KeyEncryptionKey key, Map<String, String> context) {
    return new KeyringOnDisk(
        file,
        key instanceof WrappingKey ofStore
            ? new SecretForm.Wrapped(ofStore)
            : new SecretForm.Served(key, context));
  }

  /**
   * @throws IllegalArgumentException as {@link KeyringFile#read} does
   */
  KeyringFile read() {
    byte[] content = content(file);
    byte[] keys = {};
    try {
      keys =
          form instanceof SecretForm.Served
              ? RecordNotes.keysOfFile(where(file), content)
              : content;
      return KeyringText.parse(where(file), keys, form);
    } finally {
      Arrays.fill(content, (byte) 0);
      Arrays.fill(keys, (byte) 0);
    }
  }

  /** Makes the file where it isn't there. */
  void replaceBy(KeyringFile keyring) throws IOException {
    byte[] content = KeyringText.format(keyring, form);
    try {
      OwnerOnlyFile.replace(file, content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /**
   * What is in a file, the caller's to wipe.
   *
   * @throws IllegalArgumentException if it can't be read or is open to others than its owner
   */
  static byte[] content(Path file) {
    return OwnerOnlyFile.read(where(file), file, MAX_LENGTH);
  }

  /**
   * Makes the keyring of a file's content; nothing else of it is kept.
   *
   * @throws IllegalArgumentException as {@link KeyringFile#read} and {@link KeyringFile#keyring()}
   *     do, naming the file
   */
  static Keyring keyring(Path file, byte[] content, SecretForm form) {
    String where = where(file);
    try (KeyringFile parsed = KeyringText.parse(where, content, form)) {
      return parsed.keyring(where);
    }
  }

  private static String where(Path file) {
    return "Keyring file '" + file.toAbsolutePath() + "'";
  }
}
