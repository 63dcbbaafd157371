package io.sealcache.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import io.sealcache.cli.doctor.DoctorCommand;
import io.sealcache.cli.keyring.KeyringCommand;
import io.sealcache.cli.keys.KeysCommand;
import io.sealcache.cli.store.CensusCommand;
import io.sealcache.cli.store.ResealCommand;
import io.sealcache.internal.settings.SettingValue;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command that all others belong to. */
@Command(
    name = "sealcache",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes keys for SealCache, and looks after what its caches hold.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Commands that open a store read the settings that applications have, and",
      "take the store's jars by --lib.",
      "",
      "No key, password or value is an argument, or shown.",
      "",
      "Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the command has",
      "looked, and it is not there, not so, or not all of it."
    })
public final class SealCacheTool {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Shows what the store logs, and where an error comes from.")
  private boolean verbose;

  private SealCacheTool() {}

  /** Ends the JVM with the exit code that {@code --help} explains. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8); // in each locale, for programs
    System.setOut(System.err); // a store may print, which is no answer
    int code = run(arguments, out);
    if (out.checkError()) {
      System.err.println("sealcache: Standard output can't be written, so the answer is lost");
      code = ExitCodes.FAILED;
    }
    System.exit(code);
  }

  /** Gives the exit code. Public for {@link LibraryLoader}, which loads this class once more. */
  public static int run(String[] arguments, PrintWriter out) {
    ProcessLog.set(List.of(arguments).contains("--verbose"));
    int code = commandLine(ToolInput.ofProcess()).setOut(out).execute(arguments);
    out.flush();
    return code;
  }

  static CommandLine commandLine(ToolInput input) {
    SealCacheTool tool = new SealCacheTool();
    CommandLine command = new CommandLine(tool);
    String version = SealCacheTool.class.getPackage().getImplementationVersion();
    command.getCommandSpec().version("sealcache " + requireNonNullElse(version, "(not packaged)"));
    return command
        .addSubcommand(new KeyringCommand(input))
        .addSubcommand(new KeysCommand(input))
        .addSubcommand(new DoctorCommand(input))
        .addSubcommand(new CensusCommand(input))
        .addSubcommand(new ResealCommand(input))
        .addSubcommand(new CommandLine(new GenerateCompletion()).setCommandName("completion"))
        .registerConverter(Duration.class, SealCacheTool::duration)
        .registerConverter(int.class, SealCacheTool::positive)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // a name may begin so
        .setExecutionStrategy(SealCacheTool::runWithLibraries)
        .setParameterExceptionHandler(ErrorLine::ofUsage)
        .setExecutionExceptionHandler(
            (e, failed, arguments) ->
                ErrorLine.ofFailure(e, failed, arguments.originalArgs(), tool.verbose));
  }

  /** As times are written in settings. */
  private static Duration duration(String text) {
    Duration time = SettingValue.parseTime(text);
    if (time == null) {
      throw new TypeConversionException("this is not " + SettingValue.TIME);
    }
    return time;
  }

  private static int positive(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new TypeConversionException("this is not a number from 1 to 999999999");
    }
    return Integer.parseInt(text);
  }

  private static int runWithLibraries(ParseResult arguments) {
    ParseResult command = arguments;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    if (arguments.originalArgs().toString().indexOf('\uFFFD') >= 0) {
      throw new ParameterException(
          command.commandSpec().commandLine(),
          "An argument has a character that can't be read in this locale: set LC_ALL=C.UTF-8, or give names by --names-file");
    }
    if (!command.hasMatchedOption(RunOptions.LIB) || LibraryLoader.isLoaded()) {
      return new CommandLine.RunLast().execute(arguments);
    }
    return LibraryLoader.run(
        command.matchedOptionValue(RunOptions.LIB, List.of()),
        command.commandSpec().commandLine(),
        arguments.originalArgs());
  }
}
