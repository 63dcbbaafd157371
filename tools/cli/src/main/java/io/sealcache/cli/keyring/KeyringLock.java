package io.sealcache.cli.keyring;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps two runs from changing one keyring file: a file beside it. Not a lock on the file itself,
 * which is replaced, and may be read-only.
 *
 * @param file that nobody else changes
 */
record KeyringLock(Path file, Path lock) implements AutoCloseable {
  /**
   * @throws IllegalArgumentException if another run has it or left it behind, or there is no such
   *     directory
   */
  static KeyringLock of(Path file) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path lock = target.resolveSibling(target.getFileName() + ".lock");
    if (!Files.isDirectory(target.toAbsolutePath().resolveSibling("."))) {
      throw new IllegalArgumentException(
          "The directory of '%s' does not exist; make it, or correct the path".formatted(target));
    }
    try {
      return new KeyringLock(file, Files.createFile(lock));
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(
          "Another run is changing the keyring file: '%s' exists; if there is none, delete that"
              .formatted(lock),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(lock);
  }
}
