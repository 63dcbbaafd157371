package io.sealcache.benchmarks;

import io.sealcache.benchmarks.results.Point;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A figure that a program measures in each of some JVMs, of this one's JDK and class path and on
 * its CPUs. Each compiles in its own way, so it is the median that counts.
 *
 * @param name the program's name for it
 * @param figures one for each JVM
 */
public record JvmFigures(String name, List<Double> figures) {
  public JvmFigures {
    figures = List.copyOf(figures);
  }

  /**
   * Measures; by their names.
   *
   * @param jvms how many
   * @param program prints a name and a number a line
   * @throws IllegalStateException if one of them fails, or not all print the same names
   */
  public static List<JvmFigures> of(int jvms, Flags flags, Class<?> program, String... arguments)
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
    List<JvmFigures> all = new ArrayList<>();
    measured.forEach((name, figures) -> all.add(complete(name, figures, jvms)));
    return all;
  }

  private static JvmFigures complete(String name, List<Double> figures, int jvms) {
    if (figures.size() != jvms) {
      throw new IllegalStateException(
          "%d JVMs of %d measured %s".formatted(figures.size(), jvms, name));
    }
    return new JvmFigures(name, figures);
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

  public double median() {
    return Measurements.median(figures.stream().mapToDouble(Double::doubleValue));
  }

  /** One for each JVM, by its number from 1 on, under the name of the row that they make. */
  public List<Point> points(String row, String unit) {
    List<Point> points = new ArrayList<>();
    for (double figure : figures) {
      points.add(new Point("JVM", row, points.size() + 1, figure, unit));
    }
    return points;
  }
}
