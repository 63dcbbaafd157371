package io.sealcache.benchmarks.results;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The figures of one run, and where it was: a file that is checked in.
 *
 * @param measured when it ended, as in {@code 2026-11-28T07:55:00Z}
 * @param commit of what was measured
 * @param part of {@code run.sh full}
 * @param flags of the JVMs that were measured
 */
public record Run(
    String measured,
    String commit,
    String part,
    Machine machine,
    String jdk,
    String vendor,
    List<String> flags,
    List<Point> points) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Run {
    flags = List.copyOf(flags);
    points = List.copyOf(points);
  }

  /** Of this JVM, now. */
  public static Run now(String commit, String part, List<String> flags, List<Point> points)
      throws IOException {
    return new Run(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        commit,
        part,
        Machine.here(),
        Runtime.version().toString(),
        System.getProperty("java.vm.vendor"),
        flags,
        points);
  }

  static Run read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Run.class);
  }

  /** Writes it to {@code PART-jdkVERSION.json}. */
  public void write(Path directory) throws IOException {
    Files.writeString(
        directory.resolve("%s-jdk%d.json".formatted(part, feature())),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  /** As in 17. */
  int feature() {
    return Runtime.Version.parse(jdk).feature();
  }
}
