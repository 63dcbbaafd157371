package io.sealcache.cli.keyring;

import io.sealcache.cli.ToolInput;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A key that is to come into a keyring: a random one, or one that was in use before. */
final class KeyOptions {
  static final String SECRET_FILE = "--secret-file";
  static final String INDEX_SECRET_FILE = "--index-secret-file";

  private static final String INDEX = "index";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "The name of the key in the file: 1 to 32 letters, digits, - and _. By default the"
              + " month, such as 2026-11, or 'imported' with --secret-file; then -2, -3 if it is"
              + " taken.")
  private @Nullable String id;

  @Option(
      names = SECRET_FILE,
      paramLabel = "FILE",
      description =
          "Takes the secret from this file, or with - from standard input: 64 hexadecimal digits,"
              + " or Base64 of 32 bytes.")
  private @Nullable Path secretFile;

  /** The keyring and one more key, which opens values only. */
  KeyringFile addedTo(KeyringFile keyring, ToolInput input) throws IOException {
    String id = idBeside(keyring.ids(), input);
    return change(input, SECRET_FILE, secretFile, (secret, made) -> keyring.with(id, secret, made));
  }

  /** A keyring of this key, and of an index key, unless one that was in use is to be both. */
  KeyringFile keyring(ToolInput input, @Nullable Path indexSecretFile) throws IOException {
    String id = idBeside(Set.of(INDEX), input);
    KeyringFile alone =
        change(input, SECRET_FILE, secretFile, (secret, made) -> KeyringFile.of(id, secret, made));
    return secretFile != null && indexSecretFile == null
        ? alone
        : change(
            input,
            INDEX_SECRET_FILE,
            indexSecretFile,
            (secret, made) -> alone.withIndex(INDEX, secret, made));
  }

  /** The id that is given, be it taken; else the first that is free. */
  private String idBeside(Set<String> taken, ToolInput input) {
    return id != null
        ? id
        : KeyringFile.freeId(secretFile == null ? null : "imported", now(input), taken);
  }

  private static Instant now(ToolInput input) {
    return input.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * @param change makes a keyring of a secret, which it copies, or null for a random one, and of
   *     when that was made
   */
  private static KeyringFile change(
      ToolInput input,
      String option,
      @Nullable Path file,
      BiFunction<byte @Nullable [], @Nullable Instant, KeyringFile> change)
      throws IOException {
    if (file == null) {
      return change.apply(null, now(input));
    }
    byte[] secret = input.secret(option, file);
    try {
      return change.apply(secret, null);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
