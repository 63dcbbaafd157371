package io.sealcache.benchmarks.way;

import io.sealcache.benchmarks.Flags;
import io.sealcache.benchmarks.JvmFigures;
import io.sealcache.benchmarks.Limit;
import io.sealcache.benchmarks.LimitReport;
import io.sealcache.benchmarks.Store;
import io.sealcache.benchmarks.results.Point;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The time of hits and puts by the sum of their parts, and the memory that they allocate beside
 * them. Prints a line a bar, and exits with 1 if one was missed.
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
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int jvms = Integer.parseInt(arguments[0]);
    int blocks = Integer.parseInt(arguments[1]);
    LimitReport report = new LimitReport();
    for (String name : Arrays.asList(arguments).subList(2, arguments.length)) {
      Flags flags = Flags.valueOf(name.toUpperCase(Locale.ROOT));
      List<Limit> limits = new ArrayList<>();
      List<Point> figures = new ArrayList<>();
      for (Store store : Store.values()) {
        for (JvmFigures measured :
            JvmFigures.of(
                jvms,
                flags,
                WayProgram.class,
                store.name(),
                Integer.toString(flags.warming() * blocks))) {
          Limit limit = limit(measured, store, flags);
          limits.add(limit);
          figures.addAll(measured.points(limit.name(), isOfBytes(measured) ? "B" : limit.unit()));
        }
      }
      report.add(flags.prefix() + "way", flags, limits, figures);
    }
    report.end();
  }

  private static Limit limit(JvmFigures measured, Store store, Flags flags) {
    String name = flags.prefix() + measured.name() + "-" + store.rowName();
    return isOfBytes(measured)
        ? Limit.bar(name, measured.median() / BYTES_A_KIB, OWN_KIB, "KiB")
        : Limit.bar(name, measured.median(), OF_PARTS);
  }

  private static boolean isOfBytes(JvmFigures measured) {
    return measured.name().startsWith("own-");
  }
}
