package io.sealcache.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the chart of what hits cost, and the file of its figures, of JMH's reports. */
public final class HitReport {
  private HitReport() {}

  /**
   * Makes them.
   *
   * @param arguments the directory of the reports, the CPU's name, the file of figures and the
   *     chart, both to be written
   */
  public static void main(String... arguments) throws IOException {
    HitCosts costs =
        JmhReports.in(Path.of(arguments[0]))
            .hitCosts("rows of benchmarks/run.sh quick", arguments[1]);
    costs.write(Path.of(arguments[2]));
    Files.writeString(Path.of(arguments[3]), HitChart.of(costs));
  }
}
