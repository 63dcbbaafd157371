package io.sealcache.cli.keyring;

import io.sealcache.cli.ToolInput;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.WrappingKey;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Parameters;

/** Which keyring file, and how it holds its keys. */
final class KeyringOptions {
  @Parameters(index = "0", paramLabel = "FILE", description = "The keyring file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @ArgGroup(exclusive = false)
  private @Nullable KeyStoreOptions keyStore;

  KeyringFile read(ToolInput input) throws IOException {
    try (WrappingKey key = wrappingKey(input)) {
      return key == null ? KeyringFile.read(file) : KeyringFile.read(file, key);
    }
  }

  KeyringEdit edit(ToolInput input) throws IOException {
    WrappingKey key = wrappingKey(input);
    return KeyringEdit.begin(file, key, key);
  }

  /** Of a file of version 1. */
  KeyringEdit migration(ToolInput input, boolean indexOpensValues) throws IOException {
    WrappingKey key = wrappingKey(input);
    return KeyringEdit.beginWith(
        file, () -> KeyringFile.readVersion1(file, key, indexOpensValues), key);
  }

  /**
   * @throws IllegalArgumentException if the file is there
   */
  void create(ToolInput input, KeyringFile keyring) throws IOException {
    try (WrappingKey key = wrappingKey(input)) {
      KeyringEdit.create(file, key, keyring);
    }
  }

  private @Nullable WrappingKey wrappingKey(ToolInput input) throws IOException {
    return keyStore == null ? null : keyStore.wrappingKey(input);
  }
}
