package io.sealcache.cli.keyring;

import io.sealcache.cli.Answer;
import io.sealcache.cli.LibraryOptions;
import io.sealcache.cli.OutputOptions;
import io.sealcache.cli.ToolInput;
import io.sealcache.internal.managerkeys.KeyringWrapping;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommands: what each does to a keyring file, and what it says about it. */
@Command(
    name = "keyring",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes a keyring file and rotates its keys.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "To rotate the data key without a miss:",
      "  1. add FILE          The new key opens only. Give the file to every JVM,",
      "                       and wait until each logs that it has changed.",
      "  2. promote FILE ID   Give the file to every JVM: each seals with the new",
      "                       key from now on.",
      "  3. Run 'sealcache reseal', until 'sealcache census' finds nothing under",
      "     the old key. Or wait for the longest time that an entry lives, and",
      "     until OpenedWithPreviousKey of no JVM's MXBean grows any more.",
      "  4. retire FILE OLD   Give the file to every JVM. What is still stored under",
      "                       the old key is a miss from now on.",
      "",
      "Run it once for each step, on one copy, and give that file to every JVM: what",
      "two runs of 'add' make are two keys. The file is replaced in one step.",
      "",
      "Keys and passwords are never arguments, and never shown. With the options of a",
      "key store, or settings that name a key store or a key management service, the",
      "file holds its keys wrapped. Settings may be in the environment.",
      "",
      "Each change is a line for auditors on standard error, by the logger",
      "io.sealcache.audit: keep it by 2>>FILE, or by java.util.logging's settings.",
      "",
      "Exit codes: 0 done, 1 refused or failed and nothing changed, 2 wrong usage."
    })
public final class KeyringCommand {
  private final ToolInput input;

  /**
   * @param input what the commands read besides their arguments
   */
  public KeyringCommand(ToolInput input) {
    this.input = input;
  }

  @Command(
      name = "new",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a keyring file of two new keys: one that seals values, and the index key.",
        "With --secret-file, the keyring of a cache that began with that key, which then is the"
            + " index key too, unless --index-secret-file gives another. A file that is there is"
            + " refused."
      })
  void create(
      @Mixin OutputOptions output,
      @Mixin KeyringOptions options,
      @Mixin IdOption id,
      @ArgGroup(exclusive = false) @Nullable ImportOptions imported)
      throws IOException {
    try (KeyringFile made =
        imported == null
            ? NewKeyring.random(input, id)
            : NewKeyring.imported(input, id, imported)) {
      boolean wrapped = options.create(input, made);
      Answer answer =
          new Answer()
              .line("Key %s seals values".formatted(named(made, made.current())))
              .line(
                  "Key %s makes stored keys: keep it as long as the cache"
                      .formatted(named(made, made.index())))
              .line(
                  wrapped
                      ? "The file holds the keys wrapped"
                      : "The file holds the keys in clear: who can read it has them")
              .member("wrapped", wrapped);
      output.print(KeyRows.describe(answer, made));
    }
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds a key, which opens values only until it is promoted.")
  void add(
      @Mixin OutputOptions output,
      @Mixin KeyringOptions options,
      @Mixin IdOption option,
      @Option(
              names = ImportOptions.SECRET_FILE,
              paramLabel = "FILE",
              description = ImportOptions.SECRET_FILE_DESCRIPTION)
          @Nullable Path secretFile)
      throws IOException {
    try (KeyringEdit edit = options.edit(input);
        NewKey key =
            secretFile == null
                ? NewKey.random(input)
                : NewKey.read(input, ImportOptions.SECRET_FILE, secretFile)) {
      KeyringFile before = edit.before();
      String id = option.idOr(key.defaultId(), before.ids());
      KeyringFile after = before.with(id, key.secret(), key.created());
      edit.replaceBy(after);
      say(
          output,
          after,
          "Added key %s, which opens only; give the file to every JVM".formatted(named(after, id)));
    }
  }

  @Command(
      name = "promote",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a key the current one, which seals values; the one that was opens only.",
        "Every JVM must have the key by then: one without it takes its values as absent."
      })
  void promote(
      @Mixin OutputOptions output,
      @Mixin KeyringOptions options,
      @Parameters(index = "1", paramLabel = "ID", description = "The key.") String id)
      throws IOException {
    try (KeyringEdit edit = options.edit(input)) {
      KeyringFile after = edit.before().withCurrent(id);
      if (id.equals(edit.before().current())) {
        say(
            output,
            after,
            "Key %s is the current one already; nothing has changed".formatted(named(after, id)));
        return;
      }
      edit.replaceBy(after);
      say(
          output,
          after,
          "Key %s seals values from now on; give the file to every JVM".formatted(named(after, id)),
          "Key %s opens only".formatted(named(after, edit.before().current())));
    }
  }

  @Command(
      name = "retire",
      mixinStandardHelpOptions = true,
      description = {
        "Takes a key out for good.",
        "What is still stored under it is a miss from then on, with the reason UNKNOWN_KEY. One"
            + " that is the index key too stays as that, and opens names only. The current key and"
            + " the index key are refused."
      })
  void retire(
      @Mixin OutputOptions output,
      @Mixin KeyringOptions options,
      @Parameters(index = "1", paramLabel = "ID", description = "The key.") String id)
      throws IOException {
    try (KeyringEdit edit = options.edit(input)) {
      KeyringFile before = edit.before();
      Retirement.ensureAllowed(before, id);
      String retired =
          "Retired key %s: what is still stored under it is a miss from now on"
              .formatted(named(before, id));
      KeyringFile after = before.without(id);
      edit.replaceBy(after);
      if (id.equals(before.index())) {
        say(output, after, retired, "It stays the index key, which opens names only");
      } else {
        say(output, after, retired);
      }
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows the keys, and no secret.",
        "ID is the name in this file, KEY ID what logs and MBeans call the key; CREATED is - where"
            + " it is not known."
      })
  void show(@Mixin OutputOptions output, @Mixin KeyringOptions options) throws IOException {
    try (KeyringFile keyring = options.read(input)) {
      output.print(KeyRows.shown(keyring));
    }
  }

  @Command(
      name = "wrap",
      mixinStandardHelpOptions = true,
      description = {
        "Wraps the secrets of a file by a key of a key store or of a key management service.",
        "By a key store's, with AES-GCM; JVMs then need the settings"
            + " sealcache.keystore, sealcache.keystore.password and sealcache.kms=keystore:ALIAS, or"
            + " those of --settings, and a start."
      })
  void wrap(
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "FILE", description = "The keyring file.") Path file,
      @ArgGroup(multiplicity = "1") WrappingOptions wrapping,
      @Mixin LibraryOptions libraries)
      throws IOException {
    KeyringWrapping key = wrapping.open(input);
    if (key == null) {
      throw new IllegalArgumentException(
          "The settings name no key that wraps others: give sealcache.kms");
    }
    try (KeyringEdit edit = KeyringEdit.begin(file, null, key)) {
      edit.wrap();
      say(
          output,
          edit.before(),
          "Wrapped the keys of %s".formatted(file),
          "Copies and backups that were made before hold them in clear");
    }
  }

  private static void say(OutputOptions output, KeyringFile keyring, String... lines) {
    Answer answer = new Answer();
    for (String line : lines) {
      answer.line(line);
    }
    output.print(KeyRows.describe(answer, keyring));
  }

  /** With the id that logs show. */
  private static String named(KeyringFile keyring, String id) {
    return "'%s' (%s)".formatted(id, KeyRows.keyId(keyring, id));
  }
}
