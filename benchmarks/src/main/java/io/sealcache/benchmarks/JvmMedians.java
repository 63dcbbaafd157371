package io.sealcache.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Of what a program measures the median of some JVMs, of this one's JDK and class path and on its
 * CPUs: each compiles in its own way.
 */
public final class JvmMedians {
  private JvmMedians() {}

  /**
   * Measures.
   *
   * @param jvms how many
   * @param program prints a name and a number a line
   * @throws IllegalStateException if one of them fails, or not all print the same names
   */
  public static Map<String, Double> of(int jvms, Flags flags, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    Map<String, List<Double>> measured = new TreeMap<>();
    for (int jvm = 0; jvm < jvms; jvm++) {
      for (String line : run(flags, program, arguments)) {
        int space = line.indexOf(' ');
        measured
            .computeIfAbsent(line.substring(0, space), row -> new ArrayList<>())
            .add(Double.parseDouble(line.substring(space + 1)));
      }
    }
    Map<String, Double> medians = new TreeMap<>();
    measured.forEach((name, values) -> medians.put(name, median(name, values, jvms)));
    return medians;
  }

  private static double median(String name, List<Double> values, int jvms) {
    if (values.size() != jvms) {
      throw new IllegalStateException(
          "%d JVMs of %d measured %s".formatted(values.size(), jvms, name));
    }
    return Measurements.median(values.stream().mapToDouble(Double::doubleValue));
  }

  private static List<String> run(Flags flags, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    return MeasuredJvm.run(
            List.of(flags.arguments()),
            ProcessBuilder.Redirect.INHERIT,
            program,
            List.of(arguments))
        .stream()
        .filter(line -> line.matches("[a-z-]+ -?[0-9.]+"))
        .toList();
  }
}
