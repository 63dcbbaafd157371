package io.sealcache.benchmarks.growth;

import io.sealcache.benchmarks.JmhRows;
import io.sealcache.benchmarks.results.Point;
import io.sealcache.benchmarks.results.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Lets one thing after the other grow, each size in JVMs of its own. */
public final class Growth {
  private final JmhRows rows;
  private final List<Point> points = new ArrayList<>();

  private Growth(JmhRows rows) {
    this.rows = rows;
  }

  /**
   * Measures.
   *
   * @param arguments the directory of results, the commit, {@code brief} to see whether it works
   */
  public static void main(String[] arguments) throws RunnerException, IOException {
    JmhRows rows = JmhRows.of(arguments);
    Growth growth = new Growth(rows);
    for (Axis axis : Axis.values()) {
      growth.measure(axis);
      // Each axis as soon as it is there: all of them take minutes.
      Run.now(arguments[1], "growth", rows.flags(), growth.points).write(Path.of(arguments[0]));
    }
  }

  private void measure(Axis axis) throws RunnerException {
    if (axis == Axis.THREADS) {
      for (int threads : axis.sizes()) {
        for (RunResult row : rows.run(options(axis).threads(threads))) {
          add(axis, threads, row);
        }
      }
      return;
    }
    for (RunResult row : rows.run(options(axis).param(axis.title(), axis.sizesAsText()))) {
      add(axis, Integer.parseInt(row.getParams().getParam(axis.title())), row);
    }
  }

  private ChainedOptionsBuilder options(Axis axis) {
    return rows.options()
        .include(GrowthBenchmark.class.getName() + "\\.")
        .param("sealed", axis.sealed())
        .jvmArgsAppend("-Xms4g", "-Xmx4g", "-Xmn512m");
  }

  /** CPU time, and the time that goes by for a thread. */
  private void add(Axis axis, int size, RunResult row) {
    String topic = "growth-" + axis.title() + "-" + JmhRows.method(row);
    String series =
        Boolean.parseBoolean(row.getParams().getParam("sealed")) ? "sealed" : "unencrypted";
    points.add(new Point(topic, series, size, JmhRows.cpuMicros(row), "us"));
    points.add(new Point(topic + "-clock", series, size, JmhRows.clockMicros(row), "us"));
  }
}
