package io.sealcache.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much is measured, and how long. */
enum Effort {
  /** To see whether it works: figures mean nothing. */
  BRIEF(1, 1, 1, 10),
  /** As much as the bars and rows need. */
  QUICK(2, 3, 5, 250),
  /** All sizes, and what is allocated. */
  FULL(4, 6, 10, 250);

  private static final Suite PARTS = new Suite("part", "PartBenchmark");
  private static final Suite STORES = new Suite("store", "StoreBenchmark");

  /** Those of which is told what is allocated. */
  private static final Set<String> OF_ALLOCATION = Set.of("value-1k", "large", "store");

  private final int rounds;
  private final int warmups;
  private final int iterations;
  private final int millis;

  Effort(int rounds, int warmups, int iterations, int millis) {
    this.rounds = rounds;
    this.warmups = warmups;
    this.iterations = iterations;
    this.millis = millis;
  }

  int rounds() {
    return rounds;
  }

  List<Suite> suites() {
    Suite large = new Suite("large", "LargeValueBenchmark");
    Suite tenants = new Suite("tenant", "TenantBenchmark");
    Suite codecs = new Suite("codec", "CodecBenchmark");
    Suite nonces = new Suite("nonce", "NonceBenchmark");
    return switch (this) {
      case BRIEF, QUICK ->
          List.of(
              new Suite("key", "KeyBenchmark.(bareSeal|seal)"),
              new Suite("value-1k", "(Bare)?CipherBenchmark", "size", "1024"),
              large,
              tenants,
              codecs,
              PARTS,
              STORES);
      case FULL ->
          List.of(
              new Suite("key", "KeyBenchmark"),
              new Suite("value", "(Bare)?CipherBenchmark"),
              nonces,
              large,
              tenants,
              codecs,
              PARTS,
              STORES);
    };
  }

  /** One fresh JVM a row: the rounds are the forks. */
  ChainedOptionsBuilder options(Suite suite, Path report) {
    ChainedOptionsBuilder options =
        suite
            .select(new OptionsBuilder())
            .forks(1)
            .jvmArgs(Flags.QUIET.arguments())
            .warmupIterations(warmups)
            .warmupTime(TimeValue.milliseconds(millis + 50))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(millis))
            .shouldFailOnError(true)
            .addProfiler(CpuTime.class)
            .output(report + ".log")
            .result(report + ".json")
            .resultFormat(ResultFormatType.JSON);
    return this == FULL || OF_ALLOCATION.contains(suite.name())
        ? options.addProfiler(GCProfiler.class)
        : options;
  }
}
