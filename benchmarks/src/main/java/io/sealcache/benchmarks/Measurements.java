package io.sealcache.benchmarks;

import io.sealcache.benchmarks.results.Point;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/**
 * Of each row the median of the iterations in its quietest round: what else a machine does only
 * ever adds. Rows are named as in {@code CipherBenchmark.seal-1024}.
 */
final class Measurements {
  private final Map<String, Double> nanos;
  private final Map<String, Double> elapsed;
  private final Map<String, Double> bytes;

  Measurements(Map<String, Double> nanos, Map<String, Double> elapsed, Map<String, Double> bytes) {
    this.nanos = nanos;
    this.elapsed = elapsed;
    this.bytes = bytes;
  }

  static Measurements of(Collection<RunResult> results) {
    return new Measurements(
        quietest(results, iteration -> secondary(iteration, CpuTime.LABEL)),
        quietest(results, iteration -> iteration.getPrimaryResult().getScore()),
        quietest(results, iteration -> secondary(iteration, "gc.alloc.rate.norm")));
  }

  /** CPU time of an operation in ns, of the one row of a run. */
  static double onlyNanos(RunResult row) {
    return of(List.of(row)).nanos.values().iterator().next();
  }

  private static double secondary(IterationResult iteration, String ending) {
    for (String label : iteration.getSecondaryResults().keySet()) {
      if (label.endsWith(ending)) {
        return iteration.getSecondaryResults().get(label).getScore();
      }
    }
    return Double.NaN;
  }

  private static Map<String, Double> quietest(
      Collection<RunResult> results, ToDoubleFunction<IterationResult> score) {
    return results.stream()
        .flatMap(result -> result.getBenchmarkResults().stream())
        .collect(
            Collectors.toMap(
                round -> name(round.getParams()),
                round -> median(round.getIterationResults().stream().mapToDouble(score)),
                Math::min,
                TreeMap::new));
  }

  private static String name(BenchmarkParams row) {
    String path = row.getBenchmark();
    int type = path.lastIndexOf('.', path.lastIndexOf('.') - 1) + 1;
    StringJoiner name = new StringJoiner("-").add(path.substring(type));
    row.getParamsKeys().forEach(key -> name.add(row.getParam(key)));
    return name.toString();
  }

  static double median(DoubleStream scores) {
    double[] sorted = scores.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** CPU time of an operation in ns. */
  double nanos(String row) {
    return score(nanos, row);
  }

  /** The time of an operation by the clock in ns: shorter where threads share the work. */
  double elapsedNanos(String row) {
    return score(elapsed, row);
  }

  /** The bytes that an operation allocates; NaN where that was not measured. */
  double bytes(String row) {
    return score(bytes, row);
  }

  private static double score(Map<String, Double> scores, String row) {
    Double measured = scores.get(row);
    if (measured == null) {
      throw new IllegalArgumentException("Not measured: " + row);
    }
    return measured;
  }

  /** All rows. */
  List<Point> points(String topic) {
    return nanos.entrySet().stream()
        .map(row -> new Point(topic, row.getKey(), 0, Math.round(row.getValue()), "ns"))
        .toList();
  }

  /** A line for each row, with what was allocated where that was measured. */
  List<String> describe() {
    return nanos.keySet().stream().map(this::describe).toList();
  }

  private String describe(String row) {
    double allocated = bytes.getOrDefault(row, Double.NaN);
    return String.format(Locale.ROOT, "%-44s %12.1f ns", row, nanos(row))
        + (Double.isNaN(allocated) ? "" : String.format(Locale.ROOT, " %10.0f B", allocated));
  }
}
