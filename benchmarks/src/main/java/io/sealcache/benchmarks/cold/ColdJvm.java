package io.sealcache.benchmarks.cold;

import io.sealcache.benchmarks.JmhRows;
import io.sealcache.benchmarks.MeasuredJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JVM of its own for each figure, of this one's JDK and with its class path. */
final class ColdJvm {
  private ColdJvm() {}

  /** Runs it to its end, and returns the numbers that it printed. */
  static long[] run(List<String> flags, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = flags();
    all.addAll(flags);
    // The JVM itself prints to the same stream while it writes an archive.
    return MeasuredJvm.run(all, ProcessBuilder.Redirect.DISCARD, program, List.of(arguments))
        .stream()
        .filter(line -> line.matches("-?[0-9]+( -?[0-9]+)*"))
        .flatMapToLong(line -> Arrays.stream(line.split(" ")).mapToLong(Long::parseLong))
        .toArray();
  }

  /** Those of an application, and those that Hazelcast asks for. */
  static List<String> flags() {
    List<String> flags = new ArrayList<>(List.of("-Xmx1g"));
    JmhRows.modulesOfStores().forEach(flags::add);
    return flags;
  }
}
