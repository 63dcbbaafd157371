package io.sealcache.benchmarks.results;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The page of all that was measured, and its charts by their file names. */
final class ResultsPage {
  /** The titles of parts, in the order of the page. */
  private static final Map<String, String> PARTS = new LinkedHashMap<>();

  private static final Map<String, String> AXES = new LinkedHashMap<>();

  static {
    PARTS.put("bars", "Ciphers, tenants and stores");
    PARTS.put("way", "Hits and puts beside their parts by hand");
    PARTS.put("default-way", "Hits and puts beside their parts by hand, the JVM's own flags");
    PARTS.put("statistics", "Statistics");
    PARTS.put("threads", "Many threads");
    PARTS.put("large", "Large values");
    PARTS.put("growth", "Growth");
    PARTS.put("cold", "Start and heap");
    PARTS.put("peers", "Other libraries' ciphers");
    PARTS.put("redis", "A cache in Redis through other libraries");
    AXES.put("entries", "entries in the cache");
    AXES.put("tenants", "tenants of the cache, in turn");
    AXES.put("keys", "data keys in the ring, each of which sealed as many entries");
    AXES.put("caches", "caches, in turn");
    AXES.put("threads", "threads");
  }

  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> charts = new LinkedHashMap<>();

  private ResultsPage() {}

  static ResultsPage of(List<Run> runs) {
    ResultsPage page = new ResultsPage();
    page.text.append(
        """
        # Results

        Made by `benchmarks/run.sh full` of the files in `results`, which have each figure as it was measured. All of it is
        of one machine; what matters are rows beside each other. Times are CPU time of the process, if nothing else is said.
        Where the load is far above the number of CPUs, other work took turns with what was measured: caches of the CPU were
        cold, and times are longer than on a machine that is idle.
        """);
    List<String> order = List.copyOf(PARTS.keySet());
    runs.stream()
        .sorted(
            Comparator.comparingInt((Run run) -> order.indexOf(run.part()))
                .thenComparing(Run::feature))
        .forEach(page::add);
    return page;
  }

  String markdown() {
    return text.toString();
  }

  Map<String, String> charts() {
    return charts;
  }

  private void add(Run run) {
    text.append(
        "\n## %s, JDK %d\n\n%s.%s\n"
            .formatted(PARTS.get(run.part()), run.feature(), Facts.line(run), flags(run)));
    switch (run.part()) {
      case "growth" -> growth(run);
      case "cold" -> cold(run);
      case "bars" -> {
        chart(run, "hits", HitChart.of(run));
        table(run, topics(run).stream().filter(topic -> topic.matches("(hit|put), .*")).toList());
        limits(run);
      }
      case "way", "default-way", "statistics", "threads", "large" -> limits(run);
      default -> table(run, topics(run));
    }
  }

  private static String flags(Run run) {
    return run.flags().isEmpty() ? "" : " Flags: `%s`.".formatted(String.join(" ", run.flags()));
  }

  /** Of what is held to limits; rows have none that must be met. */
  private void limits(Run run) {
    Table table = new Table();
    for (String topic : List.of("measured", "limit", "met")) {
      for (Point point : points(run, topic)) {
        table.put(point.series(), topic, point.withUnit());
      }
    }
    text.append('\n').append(table.markdown(""));
  }

  private void growth(Run run) {
    AXES.forEach(
        (axis, title) -> {
          Map<String, List<Point>> topics = new LinkedHashMap<>();
          for (String operation : List.of("get", "put")) {
            List<Point> points = points(run, "growth-" + axis + "-" + operation);
            if (!points.isEmpty()) {
              topics.put(operation, points);
            }
          }
          if (!topics.isEmpty()) {
            chart(
                run,
                "growth-" + axis,
                LineChart.of(
                    "Growth: " + axis,
                    title,
                    topics,
                    "microseconds of CPU time an operation",
                    run));
          }
        });
    for (String axis : AXES.keySet()) {
      Table table = new Table();
      for (String operation : List.of("get", "put")) {
        for (Point point : points(run, "growth-" + axis + "-" + operation)) {
          table.put(
              String.format(Locale.ROOT, "%,.0f", point.x()),
              operation + ", " + point.series(),
              point.text());
        }
      }
      if (!table.isEmpty()) {
        text.append('\n').append(table.markdown(axis + "; us"));
      }
    }
  }

  private void cold(Run run) {
    Table first = new Table();
    for (String topic : topics(run)) {
      if (!topic.startsWith("cold-")) {
        continue;
      }
      for (Point point : points(run, topic)) {
        if (point.x() == 0) {
          first.put(topic.substring("cold-".length()), point.series(), point.text());
        }
      }
    }
    text.append("\nFrom the opening of the provider to the answer of the first `get`");
    if (topics(run).stream().anyMatch(topic -> topic.endsWith("-application"))) {
      text.append("; `application`: in a JVM that had logged a line, and looked up what TLS needs");
    }
    text.append(":\n\n");
    text.append(first.markdown("store, archive; ms"));
    Map<String, List<Point>> curve = new LinkedHashMap<>();
    for (String archive : List.of("none", "cds", "aot")) {
      List<Point> points = points(run, "cold-caffeine-" + archive);
      if (!points.isEmpty()) {
        curve.put(archive.equals("none") ? "no archive" : archive.toUpperCase(Locale.ROOT), points);
      }
    }
    chart(
        run,
        "cold",
        LineChart.of(
            "The first operations",
            "puts and gets of 1 KiB that were done; 0: the first get",
            curve,
            "milliseconds since the start of main, over Caffeine",
            run));
    text.append("\nHeap of one more, over Caffeine, in use after a collection:\n\n");
    table(run, topics(run).stream().filter(topic -> topic.startsWith("heap-")).toList());
  }

  private void chart(Run run, String name, String svg) {
    String file = "%s-jdk%d.svg".formatted(name, run.feature());
    charts.put(file, svg);
    text.append("\n![%s](charts/%s)\n".formatted(name, file));
  }

  private void table(Run run, Iterable<String> topics) {
    Table table = new Table();
    for (String topic : topics) {
      for (Point point : points(run, topic)) {
        String unit = point.unit().equals(Point.YES_OR_NO) ? "" : ", " + point.unit();
        table.put(point.series(), topic + unit, point.text());
      }
    }
    text.append('\n').append(table.markdown(""));
  }

  private static Set<String> topics(Run run) {
    Set<String> topics = new LinkedHashSet<>();
    run.points().forEach(point -> topics.add(point.topic()));
    return topics;
  }

  private static List<Point> points(Run run, String topic) {
    return run.points().stream().filter(point -> point.topic().equals(topic)).toList();
  }
}
