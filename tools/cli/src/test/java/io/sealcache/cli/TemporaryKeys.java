package io.sealcache.cli;

import io.sealcache.fixture.KeyStoreFile;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.WrappedKeyring;
import io.sealcache.keys.WrappingKey;
import io.sealcache.keys.table.DirectoryKeyTable;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.keys.table.KeyTableOptions;
import io.sealcache.keys.table.TableKeySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A key store with keys that wrap others, in a test's directory. */
public final class TemporaryKeys {
  /** Of the key store. */
  public static final String PASSWORD = KeyStoreFile.PASSWORD;

  private final Path directory;
  private final Path keyStore;

  private TemporaryKeys(Path directory) {
    this.directory = directory;
    this.keyStore = directory.resolve("keys.p12");
  }

  /** Makes the key store: its keys are called kek and other. */
  public static TemporaryKeys in(Path directory) throws Exception {
    TemporaryKeys made = new TemporaryKeys(directory);
    KeyStoreFile.of(made.keyStore, Map.of("kek", FixedKey.secret(1), "other", FixedKey.secret(2)));
    return made;
  }

  /** Where it is. */
  public Path keyStore() {
    return keyStore;
  }

  /** Lines of a settings file, by which kek wraps. */
  public String wrappingSettings() {
    return "sealcache.keystore=%s\nsealcache.keystore.password=%s\nsealcache.kms=keystore:kek\n"
        .formatted(keyStore, PASSWORD);
  }

  /** Lines of a settings file, by which keys are in the directory called table. */
  public String tableSettings() {
    return "sealcache.key-table=%s\n%s".formatted(ownersDirectory("table"), wrappingSettings());
  }

  /** The table in that directory. */
  public KeyTable table() {
    return DirectoryKeyTable.open(ownersDirectory("table").toString());
  }

  /** The keys of a table that kek wraps. */
  public TableKeySource open(KeyTable table) {
    return TableKeySource.open(
        table, wrappingKey(), null, KeyTableOptions.of(Duration.ofMinutes(1), 10));
  }

  /** The key that is called kek. */
  public WrappingKey wrappingKey() {
    return WrappingKey.open(keyStore.toString(), PASSWORD, "kek");
  }

  /** A directory that nobody else may write, made where it isn't there. */
  public Path ownersDirectory(String name) {
    Path made = directory.resolve(name);
    try {
      if (!Files.exists(made)) {
        Files.createDirectory(made);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
        }
      }
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Gives names keys that were made at some time.
   *
   * @param table may be empty
   */
  public void fill(KeyTable table, Instant made, String... names) {
    try (WrappingKey key = wrappingKey()) {
      make(table, key, KeyTable.ROOT_ID, made);
      try (TableKeySource keys = open(table)) {
        for (String name : names) {
          make(table, key, keys.recordId(name), made);
        }
      }
    }
  }

  private static void make(KeyTable table, WrappingKey key, String id, Instant made) {
    Map<String, String> context = Map.of("sealcache-key-table", id);
    table.create(id, WrappedKeyring.wrap(KeyringFile.generate(made), key, context));
  }
}
