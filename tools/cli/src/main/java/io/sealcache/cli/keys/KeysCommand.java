package io.sealcache.cli.keys;

import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.NamesOption;
import io.sealcache.cli.Progress;
import io.sealcache.cli.RunOptions;
import io.sealcache.cli.ToolInput;
import io.sealcache.internal.settings.Setting;
import io.sealcache.keys.RenewalTimes;
import io.sealcache.keys.table.TableKeySource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The subcommands for key tables. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Lists, forgets and rotates keys of a key table: those of tenants and people.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "The table is the one of the setting sealcache.key-table.",
      "A table tells no names: its records have ids that are derived from them."
    })
public final class KeysCommand {
  private final ToolInput input;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /**
   * @param input of the commands, besides their arguments
   */
  public KeysCommand(ToolInput input) {
    this.input = input;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the records of the table, and no secret; or says which of these names have keys.",
        "To list them needs no key. For names the key-encryption key is needed, and the ids are"
            + " shown by which logs and a census name their keys. Ends with 3 if one has no keys."
      })
  int list(
      @Mixin RunOptions run,
      @Mixin NamesOption named,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "1000",
              description = "How many records are shown; all are counted. Default: 1000.")
          int limit,
      @Parameters(arity = "0..*", paramLabel = "NAME", description = "Of a tenant or person.")
          @Nullable List<String> names)
      throws IOException {
    List<String> all = named.names(input, names);
    Properties properties = run.properties();
    if (all.isEmpty()) {
      try (Progress progress = run.progress(input, "records")) {
        run.print(
            RecordRows.shown(
                TableAccess.records(RunOptions.settings(properties)), limit, progress));
      }
      return ExitCodes.DONE;
    }
    try (TableKeySource keys = TableAccess.keys(properties)) {
      return NameRows.print(keys, all, run);
    }
  }

  @Command(
      name = "forget",
      mixinStandardHelpOptions = true,
      description = {
        "Destroys the keys of names, so that nothing opens that was ever sealed for them.",
        "It can't be undone, except by a backup of the table. Names are best given by a file:"
            + " arguments are seen by who lists processes. Ends with 3 if one had no keys."
      })
  int forget(
      @Mixin RunOptions run,
      @Mixin NamesOption named,
      @Option(names = "--yes", required = true, description = "Needed, as it can't be undone.")
          boolean yes,
      @Parameters(arity = "0..*", paramLabel = "NAME", description = "Of a tenant or person.")
          @Nullable List<String> names)
      throws IOException {
    List<String> all = named.names(input, names);
    if (all.isEmpty() || !yes) {
      throw new ParameterException(
          spec.commandLine(), "A name is needed, as an argument or in --names-file, and --yes");
    }
    Properties properties = run.properties();
    Duration maxAge =
        RunOptions.settings(properties).get(Setting.KEY_TABLE_MAX_AGE, Duration.class);
    try (TableKeySource keys = TableAccess.keys(properties);
        Progress progress = run.progress(input, "names")) {
      int forgotten = 0;
      int looked = 0;
      try {
        for (String name : all) {
          forgotten += keys.forget(name) ? 1 : 0;
          progress.at(++looked);
        }
      } finally {
        progress.close();
        if (looked > 0) { // also if the next one fails: these can't be undone
          run.print(forgotten(forgotten, looked - forgotten, all.size() - looked, maxAge));
        }
      }
      return forgotten == all.size() ? ExitCodes.DONE : ExitCodes.NO;
    }
  }

  private static Answer forgotten(int forgotten, int without, int left, Duration maxAge) {
    Answer answer =
        new Answer()
            .member("forgotten", forgotten)
            .member("withoutKeys", without)
            .member("left", left)
            .member("withinSeconds", maxAge.toSeconds());
    answer.line(
        "Names whose keys are destroyed: %d; names without keys: %d".formatted(forgotten, without));
    if (left > 0) {
      answer.line("Names that are left, as it failed: %d; forget all once more".formatted(left));
    }
    if (forgotten > 0) {
      answer.line(
          "JVMs whose sealcache.key-table.max-age is the one of these settings use them no more in %d s"
              .formatted(maxAge.toSeconds()));
      answer.line("Backups of the table have them still");
    }
    return answer;
  }

  @Command(
      name = "renew",
      mixinStandardHelpOptions = true,
      description = {
        "Does to each record what is due by now: adds a data key where the current one is old,"
            + " lets one that was added seal, takes out one that was kept long enough. So run it"
            + " again and again, once a day for instance. Index keys stay, and so do entries.",
        "Applications go on meanwhile. It can be ended and begun again at any time. Ends with 3 if"
            + " a record can't be changed, and says which; the log says why of the first."
      })
  int renew(
      @Mixin PassOptions pass,
      @Option(
              names = "--age",
              paramLabel = "TIME",
              required = true,
              description = "Of a data key that is to be replaced, such as 90d.")
          Duration age,
      @Option(
              names = "--settling",
              paramLabel = "TIME",
              defaultValue = "1h",
              description =
                  "From when a new key is added, which opens only, until it seals: longer than the"
                      + " key-table.max-age of every JVM. Default: 1h.")
          Duration settling,
      @Option(
              names = "--keeping",
              paramLabel = "TIME",
              required = true,
              description =
                  "From then until the old key is taken out: longer than an entry lives, as what it"
                      + " sealed is a miss from then on.")
          Duration keeping)
      throws IOException {
    RenewalTimes times;
    try {
      times = new RenewalTimes(age, settling, keeping);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    return pass.make(input, (rotation, rate, told) -> rotation.renew(times, rate, told));
  }

  @Command(
      name = "rewrap",
      mixinStandardHelpOptions = true,
      description = {
        "Has the keys of each record wrapped by the key-encryption key of the settings, where the"
            + " second one of sealcache.kms did it. The keys stay, and so do"
            + " entries.",
        "Applications go on meanwhile. It can be ended and begun again at any time. Ends with 3 if"
            + " a record can't be changed, and says which; the log says why of the first."
      })
  int rewrap(
      @Mixin PassOptions pass,
      @Option(
              names = "--all",
              description =
                  "Also those that the key in use wrapped: once its service has rotated it.")
          boolean all)
      throws IOException {
    return pass.make(input, (rotation, rate, told) -> rotation.rewrap(all, rate, told));
  }
}
