package io.sealcache.cli.keyring;

import io.sealcache.cli.LibraryOptions;
import io.sealcache.cli.ToolInput;
import io.sealcache.internal.managerkeys.KeyringWrapping;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which keyring file, and how it holds its keys. */
final class KeyringOptions {
  @Parameters(index = "0", paramLabel = "FILE", description = "The keyring file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @ArgGroup private @Nullable WrappingOptions wrapping;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by LibraryLoader
  private LibraryOptions libraries = new LibraryOptions();

  KeyringFile read(ToolInput input) throws IOException {
    try (KeyringWrapping key = open(input)) {
      return KeyringEdit.read(file, key);
    }
  }

  KeyringEdit edit(ToolInput input) throws IOException {
    KeyringWrapping key = open(input);
    return KeyringEdit.begin(file, key, key);
  }

  /**
   * Makes it.
   *
   * @return whether it holds its keys wrapped
   * @throws IllegalArgumentException if the file is there
   */
  boolean create(ToolInput input, KeyringFile keyring) throws IOException {
    try (KeyringWrapping key = open(input)) {
      KeyringEdit.create(file, key, keyring);
      return key != null;
    }
  }

  /** By settings that are in the environment, where there is no option. */
  private @Nullable KeyringWrapping open(ToolInput input) throws IOException {
    return (wrapping == null ? new WrappingOptions() : wrapping).open(input);
  }
}
