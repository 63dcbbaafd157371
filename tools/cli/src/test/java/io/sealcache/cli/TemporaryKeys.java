package io.sealcache.cli;

import io.sealcache.core.MasterKey;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.WrappedKeyring;
import io.sealcache.keys.WrappingKey;
import io.sealcache.keys.table.KeyTable;
import io.sealcache.keys.table.KeyTableOptions;
import io.sealcache.keys.table.TableKeySource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/** A key store with keys that wrap others, in a test's directory. */
public final class TemporaryKeys {
  /** Of the key store. */
  public static final String PASSWORD = "correct horse";

  private final Path directory;
  private final Path keyStore;

  private TemporaryKeys(Path directory) {
    this.directory = directory;
    this.keyStore = directory.resolve("keys.p12");
  }

  /** Makes the key store: its keys are called kek and other. */
  public static TemporaryKeys in(Path directory) throws Exception {
    TemporaryKeys made = new TemporaryKeys(directory);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (String alias : List.of("kek", "other")) {
      byte[] secret = new byte[MasterKey.LENGTH];
      secret[0] = (byte) alias.length();
      store.setEntry(
          alias,
          new KeyStore.SecretKeyEntry(new SecretKeySpec(secret, "AES")),
          new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    }
    try (OutputStream out = OwnersFile.open(made.keyStore)) {
      store.store(out, PASSWORD.toCharArray());
    }
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
    make(table, KeyTable.ROOT_ID, made);
    try (TableKeySource keys =
        TableKeySource.open(table, wrappingKey(), KeyTableOptions.of(Duration.ofMinutes(1), 10))) {
      for (String name : names) {
        make(table, keys.recordId(name), made);
      }
    }
  }

  private void make(KeyTable table, String id, Instant made) {
    try (WrappingKey key = wrappingKey()) {
      Map<String, String> context = Map.of("sealcache-key-table", id);
      table.create(id, WrappedKeyring.wrap(KeyringFile.generate(made), key, context));
    }
  }
}
