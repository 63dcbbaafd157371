package io.sealcache.cli.keyring;

import io.sealcache.cli.ToolInput;
import io.sealcache.keys.WrappingKey;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key under which a keyring file holds its keys. */
final class KeyStoreOptions {
  private static final String PASSWORD_FILE = "--password-file";

  @Option(
      names = "--keystore",
      required = true,
      paramLabel = "FILE",
      description = "PKCS#12 key store with the key that wraps those of the keyring file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String location;

  @Option(
      names = "--alias",
      required = true,
      paramLabel = "ALIAS",
      description = "Of that key: AES with 256 bits.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String alias;

  @Option(
      names = PASSWORD_FILE,
      paramLabel = "FILE",
      description =
          "The key store's password is this file's first line. Unset: the"
              + " environment variable "
              + ToolInput.PASSWORD_VARIABLE
              + ", or it is asked for.")
  private @Nullable Path passwordFile;

  /**
   * Opens the key store.
   *
   * @throws IllegalArgumentException if it does not open, or has no such key
   */
  WrappingKey wrappingKey(ToolInput input) throws IOException {
    return WrappingKey.open(location, input.password(PASSWORD_FILE, passwordFile), alias);
  }
}
