package io.sealcache.cli.keyring;

import io.sealcache.internal.managerkeys.KeyringWrapping;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A change of a keyring file, with no other one at the same time. Closing it wipes what it read.
 */
final class KeyringEdit implements AutoCloseable {
  private final Path file;
  private final @Nullable KeyringWrapping writeKey;
  private final KeyringLock lock;
  private final KeyringFile before;

  private KeyringEdit(
      Path file, @Nullable KeyringWrapping writeKey, KeyringLock lock, KeyringFile before) {
    this.file = file;
    this.writeKey = writeKey;
    this.lock = lock;
    this.before = before;
  }

  /**
   * Reads the file.
   *
   * @param readKey which wraps the file's secrets; null: they are in clear
   * @param writeKey which shall wrap them, taken over; null: none
   * @throws IllegalArgumentException if it is no such file, or is being changed
   */
  static KeyringEdit begin(
      Path file, @Nullable KeyringWrapping readKey, @Nullable KeyringWrapping writeKey)
      throws IOException {
    KeyringLock lock = lock(file, writeKey);
    try {
      return new KeyringEdit(file, writeKey, lock, read(file, readKey));
    } catch (RuntimeException e) {
      closeKey(writeKey);
      lock.close();
      throw e;
    }
  }

  /**
   * @param key which wraps the file's secrets; null: they are in clear
   * @throws IllegalArgumentException if it is no such file
   */
  static KeyringFile read(Path file, @Nullable KeyringWrapping key) {
    return key == null ? KeyringFile.read(file) : KeyringFile.read(file, key.key(), key.context());
  }

  private static KeyringLock lock(Path file, @Nullable KeyringWrapping key) throws IOException {
    try {
      return KeyringLock.of(file);
    } catch (IOException | RuntimeException e) {
      closeKey(key);
      throw e;
    }
  }

  /**
   * Makes a file.
   *
   * @throws IllegalArgumentException if it is there, or the keys make no keyring
   */
  static void create(Path file, @Nullable KeyringWrapping writeKey, KeyringFile keyring)
      throws IOException {
    try (KeyringLock lock = KeyringLock.of(file)) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IllegalArgumentException(
            "'%s' exists; move it away, or use 'add'".formatted(file.toAbsolutePath()));
      }
      write(file, writeKey, keyring);
    }
    ToolAudit.created(file, keyring);
  }

  KeyringFile before() {
    return before;
  }

  /**
   * Replaces the file, in one step.
   *
   * @param after wiped when this is closed, if it has any of the keys before
   * @throws IllegalArgumentException if the keys make no keyring
   */
  void replaceBy(KeyringFile after) throws IOException {
    write(file, writeKey, after);
    ToolAudit.changed(file, before, after);
  }

  /** Replaces the file by one of the same keys, wrapped as they shall be. */
  void wrap() throws IOException {
    write(file, writeKey, before);
    ToolAudit.wrapped(file, before);
  }

  private static void write(Path file, @Nullable KeyringWrapping key, KeyringFile keyring)
      throws IOException {
    keyring.keyring().destroy(); // a keyring that no JVM would take must not replace one
    if (key == null) {
      keyring.write(file);
    } else {
      keyring.write(file, key.key(), key.context());
    }
  }

  @Override
  public void close() throws IOException {
    before.close();
    closeKey(writeKey);
    lock.close();
  }

  private static void closeKey(@Nullable KeyringWrapping key) {
    if (key != null) {
      key.close();
    }
  }
}
