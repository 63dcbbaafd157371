package io.sealcache.benchmarks.way;

import io.sealcache.benchmarks.Flags;
import io.sealcache.benchmarks.JvmMedians;
import io.sealcache.benchmarks.Limit;
import io.sealcache.benchmarks.Store;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * What hits and puts take by the sum of their parts, and allocate beside them. Prints a line a bar,
 * and exits with 1 if one was missed.
 */
public final class WayBars {
  private static final double OF_PARTS = 1.1;
  private static final double OWN_KIB = 0.25;
  private static final double BYTES_A_KIB = 1024;

  private WayBars() {}

  /**
   * Measures.
   *
   * @param arguments how many JVMs for each store, how many blocks in each, and the flags to run
   *     them with, by name
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int jvms = Integer.parseInt(arguments[0]);
    int blocks = Integer.parseInt(arguments[1]);
    boolean missed = false;
    for (String name : Arrays.asList(arguments).subList(2, arguments.length)) {
      Flags flags = Flags.valueOf(name.toUpperCase(Locale.ROOT));
      for (Store store : Store.values()) {
        Map<String, Double> medians =
            JvmMedians.of(
                jvms,
                flags,
                WayProgram.class,
                store.name(),
                Integer.toString(flags.warming() * blocks));
        for (Map.Entry<String, Double> median : medians.entrySet()) {
          Limit limit = limit(median.getKey(), store, flags, median.getValue());
          System.out.println(limit.line());
          missed |= limit.isMissedBar();
        }
      }
    }
    if (missed) {
      System.exit(1);
    }
  }

  private static Limit limit(String name, Store store, Flags flags, double median) {
    boolean isOfBytes = name.startsWith("own-");
    return new Limit(
        Limit.Kind.BAR,
        flags.prefix() + name + "-" + store.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        isOfBytes ? median / BYTES_A_KIB : median,
        isOfBytes ? OWN_KIB : OF_PARTS);
  }
}
