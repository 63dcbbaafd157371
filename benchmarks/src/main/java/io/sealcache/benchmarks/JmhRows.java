package io.sealcache.benchmarks;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Rows that JMH measures for results, each in a fresh JVM, and what becomes a point of each. */
public final class JmhRows {
  private static final double NANOS_A_MICRO = 1e3;

  private final boolean brief;

  private JmhRows(boolean brief) {
    this.brief = brief;
  }

  /**
   * As the arguments of a program say.
   *
   * @param arguments the third is {@code brief} to see whether it works; its figures mean nothing
   */
  public static JmhRows of(String... arguments) {
    return new JmhRows(arguments.length > 2 && arguments[2].equals("brief"));
  }

  /** Without what to include. */
  public ChainedOptionsBuilder options() {
    return new OptionsBuilder()
        .forks(1)
        .jvmArgs(Flags.QUIET.arguments())
        .warmupIterations(brief ? 1 : 3)
        .warmupTime(TimeValue.milliseconds(brief ? 10 : 200))
        .measurementIterations(brief ? 1 : 5)
        .measurementTime(TimeValue.milliseconds(brief ? 10 : 200))
        .shouldFailOnError(true)
        .addProfiler(CpuTime.class);
  }

  public Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }

  /** Of the JVMs. */
  public List<String> flags() {
    return List.of(Flags.QUIET.arguments());
  }

  /** The flags that the stores ask for. */
  public static List<String> modulesOfStores() {
    return Flags.ofStores();
  }

  /** As in {@code get}. */
  public static String method(RunResult row) {
    String path = row.getParams().getBenchmark();
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** CPU time of the whole process an operation. */
  public static double cpuMicros(RunResult row) {
    return rounded(Measurements.onlyNanos(row));
  }

  /** The time by the clock, for each thread. */
  public static double clockMicros(RunResult row) {
    return rounded(row.getPrimaryResult().getScore());
  }

  private static double rounded(double nanos) {
    return Math.round(nanos) / NANOS_A_MICRO;
  }
}
