package io.sealcache.cli.keyring;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Keys that were in use before there was a keyring. */
final class ImportOptions {
  static final String SECRET_FILE = "--secret-file";
  static final String INDEX_SECRET_FILE = "--index-secret-file";
  static final String SECRET_FILE_DESCRIPTION =
      "Takes the secret from this file, or with - from standard input: 64 hexadecimal digits, or"
          + " Base64 of 32 bytes.";

  @Option(
      names = SECRET_FILE,
      required = true,
      paramLabel = "FILE",
      description = SECRET_FILE_DESCRIPTION)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path secretFile;

  @Option(
      names = INDEX_SECRET_FILE,
      paramLabel = "FILE",
      description = "The same for the index key. Unset: the secret is the index key's as well.")
  private @Nullable Path indexSecretFile;

  Path secretFile() {
    return secretFile;
  }

  @Nullable Path indexSecretFile() {
    return indexSecretFile;
  }
}
