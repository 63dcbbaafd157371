package io.sealcache.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command says what came of it. */
public final class OutputOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Option(names = "--json", description = "Prints JSON, for programs.")
  private boolean json;

  /** For picocli. */
  public OutputOptions() {}

  /** Where errors and progress go. */
  PrintWriter err() {
    return requireNonNull(command).commandLine().getErr();
  }

  /** Prints it. */
  public void print(Answer answer) {
    answer.print(requireNonNull(command).commandLine().getOut(), json);
  }
}
