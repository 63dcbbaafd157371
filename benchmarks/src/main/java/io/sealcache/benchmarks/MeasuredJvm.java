package io.sealcache.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A JVM of its own that something is measured in, of this one's JDK and class path, on its CPUs.
 */
public final class MeasuredJvm {
  private MeasuredJvm() {}

  /**
   * Runs a program to its end.
   *
   * @param complaints where its standard error goes
   * @return the lines that it printed, some of which may be the JVM's own
   * @throws IllegalStateException if it fails
   */
  public static List<String> run(
      Collection<String> flags,
      ProcessBuilder.Redirect complaints,
      Class<?> program,
      Collection<String> arguments)
      throws IOException, InterruptedException {
    Process process = start(flags, complaints, program, arguments);
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "Ended with %d: %s %s".formatted(process.exitValue(), program.getName(), arguments));
    }
    return printed.lines().toList();
  }

  /** Starts a program. */
  public static Process start(
      Collection<String> flags,
      ProcessBuilder.Redirect complaints,
      Class<?> program,
      Collection<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(complaints).start();
  }
}
