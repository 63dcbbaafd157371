package io.sealcache.cli.keyring;

import io.sealcache.cli.ToolInput;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
      "  4. retire FILE OLD   Give the file to every JVM. An entry that is still under",
      "                       the old key is a miss from now on.",
      "",
      "Run it once for each step, on one copy, and give that file to every JVM: what",
      "two runs of 'add' make are two keys. The file is replaced in one step.",
      "",
      "Keys and passwords are never arguments, and never shown. With settings that name",
      "a key store or a key management service the file holds its keys wrapped.",
      "",
      "Each change is a line for auditors on standard error, by the logger",
      "io.sealcache.audit: keep it by 2>>FILE, or by java.util.logging's settings.",
      "",
      "Exit codes: 0 done, 1 refused or failed, 2 wrong usage."
    })
public final class KeyringCommand {
  private final ToolInput input;

  /**
   * @param input of the commands, besides their arguments
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
      @Mixin KeyringOptions options,
      @Mixin KeyOptions key,
      @Option(
              names = KeyOptions.INDEX_SECRET_FILE,
              paramLabel = "FILE",
              description =
                  "The same for the index key. Unset: that of --secret-file, or a new one.")
          @Nullable Path indexSecretFile)
      throws IOException {
    try (KeyringFile made = key.keyring(input, indexSecretFile)) {
      options.create(made);
    }
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds a key, which opens values only until it is promoted.")
  void add(@Mixin KeyringOptions options, @Mixin KeyOptions key) throws IOException {
    options.edit(
        before -> key.addedTo(before, input),
        (before, after) ->
            List.of(
                "Added key %s, which opens only; give the file to every JVM"
                    .formatted(KeyRows.named(after, added(before, after)))));
  }

  private static String added(KeyringFile before, KeyringFile after) {
    return after.ids().stream().filter(id -> !before.ids().contains(id)).findAny().orElseThrow();
  }

  @Command(
      name = "promote",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a key the current one, which seals values; the one that was opens only.",
        "Every JVM must have the key by then: one without it takes its values as absent."
      })
  void promote(
      @Mixin KeyringOptions options,
      @Parameters(index = "1", paramLabel = "ID", description = "The key.") String id)
      throws IOException {
    options.edit(
        before -> id.equals(before.current()) ? before : before.withCurrent(id),
        (before, after) ->
            after == before
                ? List.of(
                    "Key %s is the current one already; nothing has changed"
                        .formatted(KeyRows.named(after, id)))
                : List.of(
                    "Key %s seals values from now on; give the file to every JVM"
                        .formatted(KeyRows.named(after, id)),
                    "Key %s opens only".formatted(KeyRows.named(after, before.current()))));
  }

  @Command(
      name = "retire",
      mixinStandardHelpOptions = true,
      description = {
        "Takes a key out for good.",
        "An entry that is still under it is a miss from then on, with the reason UNKNOWN_KEY. A"
            + " key that is the index key too stays as that, and opens names only. The current key"
            + " and the index key are refused."
      })
  void retire(
      @Mixin KeyringOptions options,
      @Parameters(index = "1", paramLabel = "ID", description = "The key.") String id)
      throws IOException {
    options.edit(
        before -> before.without(id),
        (before, after) -> {
          String retired =
              "Retired key %s: what is still stored under it is a miss from now on"
                  .formatted(KeyRows.named(before, id));
          return id.equals(after.index())
              ? List.of(retired, "It stays the index key, which opens names only")
              : List.of(retired);
        });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows the keys, and no secret.",
        "ID is the name in this file, KEY ID what logs and MBeans call the key; CREATED is - where"
            + " it is not known."
      })
  void show(@Mixin KeyringOptions options) throws IOException {
    options.show();
  }

  @Command(
      name = "wrap",
      mixinStandardHelpOptions = true,
      description = {
        "Wraps the secrets of a file by the key of a key store or of a key management service that"
            + " the settings name. JVMs then need the same settings, and a start."
      })
  void wrap(@Mixin KeyringOptions options) throws IOException {
    options.wrap();
  }
}
