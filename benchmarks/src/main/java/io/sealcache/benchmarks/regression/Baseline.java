package io.sealcache.benchmarks.regression;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcache.benchmarks.results.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ratios from when they were good, and where that was: a file that is checked in, one for each
 * JDK.
 *
 * @param measured when it ended, as in {@code 2026-11-28T07:55:00Z}
 * @param commit of what was measured
 * @param machine the load is that at the end
 * @param flags of the JVMs that were measured
 * @param runs how many there were, a JVM each
 * @param busyRuns how many of them had a program beside them that keeps the same CPU and its caches
 *     busy
 * @param rows by name
 */
record Baseline(
    String measured,
    String commit,
    Machine machine,
    String jdk,
    String vendor,
    List<String> flags,
    int runs,
    int busyRuns,
    Map<String, BaselineRow> rows) {
  /** By how much a ratio may be worse. */
  private static final double WORSE = 1.15;

  /** On another CPU, where other vectors make a ratio another one: this was not measured. */
  private static final double WORSE_ELSEWHERE = 1.3;

  private static final ObjectMapper JSON = new ObjectMapper();

  Baseline {
    flags = List.copyOf(flags);
    rows = new TreeMap<>(rows);
  }

  /**
   * That of a JDK, if there is one.
   *
   * @param feature as in 17
   */
  static Optional<Baseline> read(Path directory, int feature) throws IOException {
    Path file = file(directory, feature);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), Baseline.class))
        : Optional.empty();
  }

  void write(Path directory) throws IOException {
    Files.writeString(
        file(directory, Runtime.Version.parse(jdk).feature()),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  /**
   * By how much a ratio may be worse.
   *
   * @param here the machine that it is measured on
   */
  double margin(Machine here) {
    return here.cpu().equals(machine.cpu()) ? WORSE : WORSE_ELSEWHERE;
  }

  /**
   * Where it was measured, and where this is, as a line for people.
   *
   * @param here as above
   */
  String facts(Machine here) {
    return "baseline of %s on %s, JDK %s; here %s, JDK %s: ratios may be %.2f times as high"
        .formatted(commit, machine.cpu(), jdk, here.cpu(), Runtime.version(), margin(here));
  }

  private static Path file(Path directory, int feature) {
    return directory.resolve("regression-jdk%d.json".formatted(feature));
  }
}
