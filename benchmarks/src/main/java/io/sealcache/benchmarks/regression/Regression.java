package io.sealcache.benchmarks.regression;

import io.sealcache.benchmarks.results.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures ratios and exits with 1 if one is worse than the baseline allows, or makes the baseline
 * anew.
 */
public final class Regression {
  private Regression() {}

  /**
   * Runs.
   *
   * @param arguments the directory of the benchmarks; for a new baseline the commit too, and how
   *     many runs there are to be with and as many without a busy program beside them
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[0]);
    if (arguments.length > 1) {
      makeAnew(directory, arguments[1], Integer.parseInt(arguments[2]));
    } else if (!passes(directory)) {
      System.exit(1);
    }
  }

  @SuppressWarnings("SystemOut") // printing is what it is for
  private static boolean passes(Path directory) throws IOException, InterruptedException {
    int jdk = Runtime.version().feature();
    Optional<Baseline> baseline = Baseline.read(directory, jdk);
    if (baseline.isEmpty()) {
      System.out.println("NOTHING COMPARED: there is no baseline of JDK " + jdk);
      return true;
    }
    Machine here = Machine.here();
    System.out.println(baseline.get().facts(here));
    return new Comparison(
            baseline.get().rows(), baseline.get().margin(here), RatioJvm::ratios, System.out)
        .passes();
  }

  @SuppressWarnings("SystemOut")
  private static void makeAnew(Path directory, String commit, int runs)
      throws IOException, InterruptedException {
    BaselineRuns measured = new BaselineRuns(System.out);
    measured.add(runs, RatioJvm::ratios);
    measured.add(runs, Regression::besideBusyProgram);
    new Baseline(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            commit,
            Machine.here(),
            Runtime.version().toString(),
            System.getProperty("java.vm.vendor"),
            RatioJvm.FLAGS,
            2 * runs,
            runs,
            measured.rows())
        .write(directory);
  }

  private static Map<String, Double> besideBusyProgram(Collection<String> names)
      throws IOException, InterruptedException {
    Process busy = RatioJvm.start(BusyProgram.class, List.of());
    try {
      return RatioJvm.ratios(names);
    } finally {
      busy.destroy();
      busy.waitFor();
    }
  }
}
