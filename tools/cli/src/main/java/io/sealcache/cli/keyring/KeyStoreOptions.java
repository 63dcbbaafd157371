package io.sealcache.cli.keyring;

import io.sealcache.cli.ToolInput;
import io.sealcache.keys.KeyStoreType;
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
      description =
          "PKCS#12 key store with the key that wraps those of the keyring file; of a token, the"
              + " configuration file of SunPKCS11.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String location;

  @Option(
      names = "--keystore-type",
      paramLabel = "TYPE",
      defaultValue = "pkcs12",
      description = "pkcs12, or pkcs11 for a token. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private KeyStoreType type;

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
          "The key store's password, or the token's PIN, is this file's first line. Unset: the"
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
    String password = input.password(PASSWORD_FILE, passwordFile);
    return switch (type) {
      case PKCS12 -> WrappingKey.open(location, password, alias);
      case PKCS11 -> WrappingKey.ofToken(location, password, alias);
    };
  }
}
