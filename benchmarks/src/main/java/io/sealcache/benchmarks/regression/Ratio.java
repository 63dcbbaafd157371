package io.sealcache.benchmarks.regression;

import io.sealcache.benchmarks.Turns;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * The cost of SealCache, by that of the least that it needs of the JDK and the store.
 *
 * @param operations of a block: some milliseconds, so that what else a machine does hits both kinds
 * @param base of JDK and store alone, so that it doesn't change with the product
 */
record Ratio(String name, int operations, Callable<?> base, Callable<?> sealed) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** By blocks that take turns, after half as many to warm. */
  double measure(int blocks) {
    return Turns.ratio(blocks, () -> nanos(base), () -> nanos(sealed));
  }

  private double nanos(Callable<?> operation) {
    long before = THREADS.getCurrentThreadCpuTime();
    try {
      for (int i = 0; i < operations; i++) {
        // Also so that the JIT leaves nothing out.
        Objects.requireNonNull(operation.call());
      }
    } catch (Exception e) {
      throw new IllegalStateException("Row " + name, e);
    }
    return THREADS.getCurrentThreadCpuTime() - before;
  }
}
