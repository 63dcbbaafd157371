package io.sealcache.cli.keyring;

import io.sealcache.cli.RunOptions;
import io.sealcache.internal.files.FileAside;
import io.sealcache.internal.files.LockFile;
import io.sealcache.internal.managerkeys.KeyringWrapping;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.text.MasterKeyText;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which keyring file, and how it holds its keys: as the settings say. Each read wipes its keys. */
final class KeyringOptions {
  @Mixin private RunOptions run = new RunOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "The keyring file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  /** A change of a keyring. */
  interface Edit {
    /** Gives what is to take its place, or itself where nothing is to change. */
    KeyringFile of(KeyringFile before) throws IOException;
  }

  /** Shows it. */
  void show() throws IOException {
    try (KeyringWrapping key = open();
        KeyringFile keyring = read(key)) {
      run.print(KeyRows.shown(keyring));
    }
  }

  /**
   * Makes the file, and prints what it has.
   *
   * @throws IllegalArgumentException if it is there, or the keys make no keyring
   */
  void create(KeyringFile keyring) throws IOException {
    try (KeyringWrapping key = open();
        FileChannel unused = lock(path().toAbsolutePath())) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IllegalArgumentException(
            "'%s' exists; move it away, or use 'add'".formatted(file.toAbsolutePath()));
      }
      write(key, keyring);
      ToolAudit.created(file, keyring);
      run.print(KeyRows.ofNew(keyring, key != null));
    }
  }

  /**
   * Changes the file in one step, with no other change at the same time, and prints what is so.
   *
   * @param telling the lines about the keyring before and the one after
   */
  void edit(Edit edit, BiFunction<KeyringFile, KeyringFile, List<String>> telling)
      throws IOException {
    try (KeyringWrapping key = open();
        FileChannel unused = lock(path().toRealPath());
        KeyringFile before = read(key);
        KeyringFile after = edit.of(before)) {
      if (after != before) {
        write(key, after);
        ToolAudit.changed(file, before, after);
      }
      run.print(KeyRows.told(after, telling.apply(before, after)));
    }
  }

  /**
   * Wraps the keys of a file that holds them in clear.
   *
   * @throws IllegalArgumentException if the settings name no key that wraps others
   */
  void wrap() throws IOException {
    try (KeyringWrapping key = open();
        FileChannel unused = lock(path().toRealPath());
        KeyringFile clear = KeyringFile.read(file)) {
      if (key == null) {
        throw new IllegalArgumentException(
            "The settings name no key that wraps others: give sealcache.kms");
      }
      write(key, clear);
      ToolAudit.wrapped(file, clear);
      run.print(
          KeyRows.told(
              clear,
              List.of(
                  "Wrapped the keys of " + file,
                  "Copies and backups that were made before hold them in clear, and so may the disk:"
                      + " what it had of the file in clear is not overwritten",
                  "If others may get at one of them, they may have all keys, the index key too:"
                      + " make a new keyring")));
    }
  }

  /** By a file beside it, as this one is replaced, and may be read-only. */
  private static FileChannel lock(Path target) throws IOException {
    return LockFile.lock(target.resolveSibling(target.getFileName() + ".lock"));
  }

  /** As auditors are told of it. */
  private Path path() {
    Path name = file.getFileName();
    if (name != null && MasterKeyText.isWrittenLikeAKey(name.toString().strip())) {
      throw new IllegalArgumentException(
          "The name of the keyring file is written like a key: keys are never arguments");
    }
    return file;
  }

  private KeyringFile read(@Nullable KeyringWrapping key) {
    return key == null
        ? KeyringFile.read(path())
        : KeyringFile.read(path(), key.key(), key.context());
  }

  /** Under the lock, so that what another run has left can't be that of one under way. */
  private void write(@Nullable KeyringWrapping key, KeyringFile keyring) throws IOException {
    keyring.keyring().destroy(); // a keyring that no JVM would take must not replace one
    boolean unused = FileAside.deleteLeft(file);
    if (key == null) {
      keyring.write(file);
    } else {
      keyring.write(file, key.key(), key.context());
    }
  }

  /** Null: the settings name no key that wraps others. */
  private @Nullable KeyringWrapping open() throws IOException {
    Settings given = RunOptions.settings(run.properties());
    // Settings that name a key store, but no key of it, mean keys to be wrapped, not in clear.
    if (given.isGiven(Setting.KEYSTORE)
        && !given.isGiven(Setting.MASTER_KEY)
        && !given.isGiven(Setting.KMS)) {
      throw new IllegalArgumentException(
          "Setting 'sealcache.keystore' is given, but 'sealcache.kms' is missing, which names the key that wraps others: set it, or take the key store out");
    }
    return given.isGiven(Setting.KMS) ? KeyringWrapping.open(given, RunOptions.loader()) : null;
  }
}
