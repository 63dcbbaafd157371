package io.sealcache.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Of what a program measures the median of some JVMs, of this one's JDK and class path and on its
 * CPUs: each compiles in its own way.
 */
public final class JvmMedians {
  private final Map<String, double[]> measured = new TreeMap<>();

  private JvmMedians() {}

  /**
   * Measures.
   *
   * @param jvms how many
   * @param program prints a name and a number a line
   */
  public static Map<String, Double> of(int jvms, Flags flags, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    JvmMedians medians = new JvmMedians();
    for (int jvm = 0; jvm < jvms; jvm++) {
      for (String line : run(flags, program, arguments)) {
        int space = line.indexOf(' ');
        medians.measured.computeIfAbsent(line.substring(0, space), row -> new double[jvms])[jvm] =
            Double.parseDouble(line.substring(space + 1));
      }
    }
    return medians.medians();
  }

  private Map<String, Double> medians() {
    Map<String, Double> medians = new TreeMap<>();
    measured.forEach(
        (name, values) -> medians.put(name, Measurements.median(Arrays.stream(values))));
    return medians;
  }

  private static List<String> run(Flags flags, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(flags.arguments()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("Measuring ended with " + process.exitValue());
    }
    return printed.lines().toList();
  }
}
