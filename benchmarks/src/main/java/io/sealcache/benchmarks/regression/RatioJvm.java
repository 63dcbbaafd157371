package io.sealcache.benchmarks.regression;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JVM of its own, of this one's JDK and class path and on its CPUs. */
final class RatioJvm {
  /**
   * Compiling in the foreground, a heap that fits a CPU's cache while it is young, and what the JVM
   * chooses by the number of CPUs as on one.
   */
  static final List<String> FLAGS =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-Xmn16m",
          "-XX:+UseSerialGC",
          "-Xbatch",
          "-XX:ActiveProcessorCount=1");

  private RatioJvm() {}

  /**
   * Measures rows.
   *
   * @param names of them; none are all
   */
  static Map<String, Double> ratios(Collection<String> names)
      throws IOException, InterruptedException {
    Process process = start(RatioProgram.class, names);
    Map<String, Double> ratios = new TreeMap<>();
    new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
        .lines()
        .map(line -> line.split(" "))
        .forEach(words -> ratios.put(words[0], Double.parseDouble(words[1])));
    if (process.waitFor() != 0) {
      throw new IllegalStateException("Measuring ended with " + process.exitValue());
    }
    return ratios;
  }

  /** Starts a program, whose complaints are this JVM's. */
  static Process start(Class<?> program, Collection<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(FLAGS);
    command.addAll(
        List.of(
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
