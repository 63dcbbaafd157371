package io.sealcache.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;

/**
 * What statistics add to hits and puts of 1 KiB over Caffeine: blocks on a cache with them and on
 * one without take turns, by CPU time of the thread. Exits with 1 if a bar was missed.
 */
public final class StatisticsBars {
  private static final double LIMIT = 1.03;

  /** Of a block, for each key. */
  private static final int ROUNDS = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final String[] keys = Sample.keys();
  private final byte[] value = Sample.bytes(Sample.VALUE_LENGTH, 4);
  private final Cache<String, byte[]> without;
  private final Cache<String, byte[]> with;
  private final int blocks;

  private StatisticsBars(OpenedStore opened, int blocks) {
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
   * Measures.
   *
   * @param arguments how many blocks of each kind count
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) {
    OpenedStore opened = Store.CAFFEINE.openSealed();
    List<Limit> limits = new StatisticsBars(opened, Integer.parseInt(arguments[0])).measure();
    opened.close();
    limits.forEach(limit -> System.out.println(limit.line()));
    if (limits.stream().anyMatch(Limit::isMissedBar)) {
      System.exit(1);
    }
  }

  private List<Limit> measure() {
    Limit put = bar("statistics-put", (cache, key) -> cache.put(key, value));
    Limit hit = bar("statistics-hit", (cache, key) -> Sample.present(cache.get(key)));
    return List.of(hit, put);
  }

  private Limit bar(String name, BiConsumer<Cache<String, byte[]>, String> operation) {
    double ratio = Turns.ratio(blocks, () -> time(operation, without), () -> time(operation, with));
    return new Limit(Limit.Kind.BAR, name, ratio, LIMIT);
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
