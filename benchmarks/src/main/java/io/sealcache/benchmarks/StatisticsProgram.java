package io.sealcache.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;

/**
 * Runs in a JVM of its own: blocks on a cache with statistics and on one without take turns, by CPU
 * time of the thread.
 */
public final class StatisticsProgram {
  /** Of a block, for each key. */
  private static final int ROUNDS = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Held, or its level is lost. */
  private static final Logger LOGGER = Logger.getLogger("io.sealcache");

  private final String[] keys = Sample.keys();
  private final byte[] value = Sample.bytes(Sample.VALUE_LENGTH, 4);
  private final Cache<String, byte[]> without;
  private final Cache<String, byte[]> with;
  private final int blocks;

  private StatisticsProgram(OpenedStore opened, int blocks) {
    this.without = cache(opened, false);
    this.with = cache(opened, true);
    this.blocks = blocks;
  }

  private static Cache<String, byte[]> cache(OpenedStore opened, boolean statistics) {
    return opened
        .manager()
        .createCache(
            "statistics-" + statistics,
            new MutableConfiguration<String, byte[]>()
                .setTypes(String.class, byte[].class)
                .setStatisticsEnabled(statistics));
  }

  /**
   * Measures, and prints an operation and a number a line: how many times as long it takes with
   * statistics.
   *
   * @param arguments how many blocks of each kind count
   */
  public static void main(String[] arguments) {
    LOGGER.setLevel(Level.WARNING);
    OpenedStore opened = Store.CAFFEINE.openSealed();
    new StatisticsProgram(opened, Integer.parseInt(arguments[0])).measure();
    opened.close();
  }

  private void measure() {
    compare("put", (cache, key) -> cache.put(key, value));
    compare("hit", (cache, key) -> Sample.present(cache.get(key)));
  }

  @SuppressWarnings("SystemOut") // printing is what it is for
  private void compare(String name, BiConsumer<Cache<String, byte[]>, String> operation) {
    double ratio = Turns.ratio(blocks, () -> time(operation, without), () -> time(operation, with));
    System.out.printf(Locale.ROOT, "%s %.4f%n", name, ratio);
  }

  private double time(
      BiConsumer<Cache<String, byte[]>, String> operation, Cache<String, byte[]> cache) {
    long before = THREADS.getCurrentThreadCpuTime();
    for (int round = 0; round < ROUNDS; round++) {
      for (String key : keys) {
        operation.accept(cache, key);
      }
    }
    return THREADS.getCurrentThreadCpuTime() - before;
  }
}
