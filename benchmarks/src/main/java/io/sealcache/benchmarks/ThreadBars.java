package io.sealcache.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;

/**
 * Hits and puts of 1 KiB over Caffeine by many threads, beside as many by one thread a CPU, which
 * is what the CPUs allow: by the clock, in turns. Exits with 1 if a bar was missed.
 */
public final class ThreadBars {
  /** 0.95 of the throughput. */
  private static final double LIMIT = 1 / 0.95;

  private static final int PLATFORM = 32;
  private static final int VIRTUAL = 10_000;
  private static final int OPERATIONS = 1_000_000;
  private static final int PIECES = 1_000;
  private static final int FIRST_JDK_OF_VIRTUAL = 21;

  private final String[] keys = Sample.keys();
  private final byte[] value = Sample.bytes(Sample.VALUE_LENGTH, 4);
  private final int blocks;
  private final int operations;
  private final Cache<String, byte[]> cache;

  private ThreadBars(Cache<String, byte[]> cache, int blocks, int operations) {
    this.cache = cache;
    this.blocks = blocks;
    this.operations = operations;
    for (String key : keys) {
      cache.put(key, value);
    }
  }

  /**
   * Measures.
   *
   * @param arguments how many blocks of each kind count, and optionally how many operations each
   *     has
   */
  public static void main(String[] arguments) throws IOException {
    OpenedStore opened = Store.CAFFEINE.openSealed();
    Cache<String, byte[]> cache =
        opened
            .manager()
            .createCache(
                "threads",
                new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
    int operations = arguments.length > 1 ? Integer.parseInt(arguments[1]) : OPERATIONS;
    List<Limit> limits =
        new ThreadBars(cache, Integer.parseInt(arguments[0]), operations).measure();
    opened.close();
    LimitReport report = new LimitReport();
    report.add(
        "threads", ManagementFactory.getRuntimeMXBean().getInputArguments(), limits, List.of());
    report.end();
  }

  private List<Limit> measure() {
    List<Limit> limits = new ArrayList<>();
    measure("hit", (caching, key) -> Sample.present(caching.get(key)), limits);
    measure("put", (caching, key) -> caching.put(key, value), limits);
    return limits;
  }

  private void measure(
      String name, BiConsumer<Cache<String, byte[]>, String> operation, List<Limit> limits) {
    limits.add(
        bar(
            "threads-%d-%s".formatted(PLATFORM, name),
            () -> timeOfPlatform(operation, PLATFORM),
            operation));
    if (Runtime.version().feature() >= FIRST_JDK_OF_VIRTUAL) {
      limits.add(
          bar(
              "threads-%d-virtual-%s".formatted(VIRTUAL, name),
              () -> timeOfVirtual(operation),
              operation));
    }
  }

  private Limit bar(
      String name, DoubleSupplier many, BiConsumer<Cache<String, byte[]>, String> operation) {
    int cpus = Runtime.getRuntime().availableProcessors();
    double ratio = Turns.ratio(blocks, () -> timeOfPlatform(operation, cpus), many);
    return Limit.bar(name, ratio, LIMIT);
  }

  /** The language level here is that of a JDK which has none. */
  private static ExecutorService virtualThreads() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * By threads that each take a piece as long as there is one, so that none is left alone with the
   * last of its share; those of the executor are begun meanwhile.
   */
  private double timeOfPlatform(BiConsumer<Cache<String, byte[]>, String> operation, int threads) {
    AtomicInteger next = new AtomicInteger();
    int piece = Math.max(1, operations / PIECES);
    return time(
        threads,
        Executors.newFixedThreadPool(threads),
        thread -> {
          int from = thread * keys.length / threads; // or all would walk the same keys
          for (int at = next.getAndAdd(piece); at < operations; at = next.getAndAdd(piece)) {
            operate(operation, from, Math.min(piece, operations - at));
          }
        });
  }

  /** By threads that each have a share, and begin with another key. */
  private double timeOfVirtual(BiConsumer<Cache<String, byte[]>, String> operation) {
    return time(
        VIRTUAL, virtualThreads(), thread -> operate(operation, thread, operations / VIRTUAL));
  }

  private static double time(int threads, ExecutorService executor, IntConsumer work) {
    long start = System.nanoTime();
    CompletableFuture.allOf(
            IntStream.range(0, threads)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> work.accept(thread), executor))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    long nanos = System.nanoTime() - start;
    executor.shutdown();
    return nanos;
  }

  private void operate(BiConsumer<Cache<String, byte[]>, String> operation, int from, int count) {
    for (int i = 0; i < count; i++) {
      operation.accept(cache, keys[(from + i) % keys.length]);
    }
  }
}
