package io.sealcache.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much is measured, and how long. */
enum Effort {
  /** What the bars and rows need. */
  QUICK(2, 3, 5),
  /** All sizes, and what is allocated. */
  FULL(4, 6, 10);

  /**
   * Compiling in the foreground: on one CPU a JIT thread only takes turns with the code that waits
   * for it, and warming takes several times as long. A young generation that fits a CPU's cache, so
   * that other users of the memory don't show. The rest are the modules that Hazelcast asks for.
   */
  private static final String[] JVM_ARGUMENTS = {
    "-Xms1g",
    "-Xmx1g",
    "-Xmn16m",
    "-XX:+UseSerialGC",
    "-Xbatch",
    "-Dslf4j.internal.verbosity=ERROR",
    "--add-modules=java.se",
    "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.management/sun.management=ALL-UNNAMED",
    "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED"
  };

  private final int rounds;
  private final int warmups;
  private final int iterations;

  Effort(int rounds, int warmups, int iterations) {
    this.rounds = rounds;
    this.warmups = warmups;
    this.iterations = iterations;
  }

  /** What all JVMs that are measured have in common. */
  static String[] jvmArguments() {
    return JVM_ARGUMENTS.clone();
  }

  int rounds() {
    return rounds;
  }

  List<Suite> suites() {
    Suite parts = new Suite("part", "PartBenchmark");
    Suite stores = new Suite("store", "StoreBenchmark");
    Suite large = new Suite("large", "LargeValueBenchmark.(seal|open|bareSeal|bareOpen)");
    Suite tenants = new Suite("tenant", "TenantBenchmark");
    Suite codecs = new Suite("codec", "CodecBenchmark");
    Suite nonces = new Suite("nonce", "NonceBenchmark");
    Suite flight = new Suite("flight", "FlightBenchmark");
    return switch (this) {
      case QUICK ->
          List.of(
              new Suite("key", "KeyBenchmark.seal"),
              new Suite("value-1k", "(Bare)?CipherBenchmark", "size", "1024"),
              new Suite("value-1m", "CipherBenchmark", "size", "1048576"),
              large,
              tenants,
              codecs,
              parts,
              stores);
      case FULL ->
          List.of(
              new Suite("key", "KeyBenchmark"),
              new Suite("value", "(Bare)?CipherBenchmark"),
              nonces,
              flight,
              large,
              tenants,
              codecs,
              parts,
              stores);
    };
  }

  /** One fresh JVM a row: the rounds are the forks. */
  ChainedOptionsBuilder options(Suite suite, Path report) {
    ChainedOptionsBuilder options =
        suite
            .select(new OptionsBuilder())
            .forks(1)
            .jvmArgs(JVM_ARGUMENTS)
            .warmupIterations(warmups)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(250))
            .shouldFailOnError(true)
            .addProfiler(CpuTime.class)
            .output(report + ".log")
            .result(report + ".json")
            .resultFormat(ResultFormatType.JSON);
    // Large values have a bar on what they allocate.
    return this == FULL || suite.name().equals("large")
        ? options.addProfiler(GCProfiler.class)
        : options;
  }
}
