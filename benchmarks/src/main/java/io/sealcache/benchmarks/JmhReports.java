package io.sealcache.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/** JMH's own reports of {@link StoreBenchmark}, a file for each round. */
final class JmhReports {
  private static final String HIT = StoreBenchmark.class.getName() + ".get";
  private static final double NANOS_A_MICRO = 1e3;

  private final Path directory;
  private final List<JsonNode> rows = new ArrayList<>();
  private LocalDate measured = LocalDate.MIN;

  private JmhReports(Path directory) {
    this.directory = directory;
  }

  static JmhReports in(Path directory) throws IOException {
    JmhReports reports = new JmhReports(directory);
    try (DirectoryStream<Path> rounds = Files.newDirectoryStream(directory, "round-*-store.json")) {
      for (Path round : rounds) {
        reports.add(round);
      }
    }
    return reports;
  }

  private void add(Path round) throws IOException {
    new ObjectMapper().readTree(round.toFile()).forEach(rows::add);
    LocalDate day =
        LocalDate.ofInstant(Files.getLastModifiedTime(round).toInstant(), ZoneOffset.UTC);
    measured = day.isAfter(measured) ? day : measured;
  }

  /**
   * What hits cost, by the median of the quietest round.
   *
   * @param cpu what it was measured on
   * @throws IllegalArgumentException if a row is missing
   */
  HitCosts hitCosts(String command, String cpu) {
    List<HitCost> hits = new ArrayList<>();
    for (Store store : Store.values()) {
      hits.add(new HitCost(store, micros(store, false), micros(store, true)));
    }
    String jdk = rows.get(0).path("jdkVersion").asText();
    return new HitCosts(measured.toString(), command, jdk, cpu, hits);
  }

  private double micros(Store store, boolean sealed) {
    OptionalDouble quietest =
        rows.stream()
            .filter(row -> row.path("benchmark").asText().equals(HIT))
            .filter(row -> row.path("params").path("store").asText().equals(store.name()))
            .filter(row -> row.path("params").path("sealed").asBoolean() == sealed)
            .mapToDouble(JmhReports::median)
            .min();
    double nanos =
        quietest.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no hit of %s with sealed=%s: run benchmarks/run.sh quick first"
                        .formatted(directory, store, sealed)));
    return Math.round(nanos / NANOS_A_MICRO * 100) / 100.0;
  }

  private static double median(JsonNode row) {
    JsonNode iterations = cpuTime(row).path("rawData").path(0);
    return Measurements.median(
        StreamSupport.stream(iterations.spliterator(), false)
            .flatMapToDouble(score -> DoubleStream.of(score.asDouble())));
  }

  /** JMH may put a sign before the name that a profiler gives. */
  private static JsonNode cpuTime(JsonNode row) {
    JsonNode metrics = row.path("secondaryMetrics");
    for (String name : (Iterable<String>) metrics::fieldNames) {
      if (name.endsWith(CpuTime.LABEL)) {
        return metrics.path(name);
      }
    }
    throw new IllegalArgumentException("A row without CPU time: " + row.path("benchmark"));
  }
}
