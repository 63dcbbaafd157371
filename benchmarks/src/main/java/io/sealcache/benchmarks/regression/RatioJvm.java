package io.sealcache.benchmarks.regression;

import io.sealcache.benchmarks.MeasuredJvm;
import java.io.IOException;
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
    Map<String, Double> ratios = new TreeMap<>();
    MeasuredJvm.run(flags(), ProcessBuilder.Redirect.INHERIT, RatioProgram.class, names).stream()
        .map(line -> line.split(" "))
        .forEach(words -> ratios.put(words[0], Double.parseDouble(words[1])));
    return ratios;
  }

  /** Starts a program, whose complaints are this JVM's. */
  static Process start(Class<?> program, Collection<String> arguments) throws IOException {
    return MeasuredJvm.start(flags(), ProcessBuilder.Redirect.INHERIT, program, arguments);
  }

  /** Those, and no word of a logger that isn't there. */
  private static List<String> flags() {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.add("-Dslf4j.internal.verbosity=ERROR");
    return flags;
  }
}
