package io.sealcache;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import javax.cache.management.CacheStatisticsMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Counts in the application's terms: a read that serves another operation inside is no hit. Counts
 * nothing while it is off. Thread-safe.
 */
final class CacheStatistics implements CacheStatisticsMXBean {
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder removals = new LongAdder();
  private final LongAdder getNanos = new LongAdder();
  private final LongAdder putNanos = new LongAdder();
  private final LongAdder removeNanos = new LongAdder();
  private volatile boolean enabled;

  CacheStatistics(boolean enabled) {
    this.enabled = enabled;
  }

  boolean isEnabled() {
    return enabled;
  }

  void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  /** Counts a read: a hit or a miss. */
  void read(boolean hit) {
    read(hit ? 1 : 0, hit ? 0 : 1);
  }

  void read(long hitCount, long missCount) {
    if (enabled) {
      hits.add(hitCount);
      misses.add(missCount);
    }
  }

  void put(long count) {
    if (enabled) {
      puts.add(count);
    }
  }

  void removal(long count) {
    if (enabled) {
      removals.add(count);
    }
  }

  <T extends @Nullable Object> T timeGet(Supplier<T> operation) {
    return enabled ? time(operation, getNanos) : operation.get();
  }

  <T extends @Nullable Object> T timePutting(Supplier<T> operation) {
    return enabled ? time(operation, putNanos) : operation.get();
  }

  <T extends @Nullable Object> T timeRemoving(Supplier<T> operation) {
    return enabled ? time(operation, removeNanos) : operation.get();
  }

  <T extends @Nullable Object> T timeGetAndPut(Supplier<T> operation) {
    return enabled ? time(operation, getNanos, putNanos) : operation.get();
  }

  <T extends @Nullable Object> T timeGetAndRemove(Supplier<T> operation) {
    return enabled ? time(operation, getNanos, removeNanos) : operation.get();
  }

  void timePut(Runnable operation) {
    if (enabled) {
      time(operation, putNanos);
    } else {
      operation.run();
    }
  }

  void timeRemove(Runnable operation) {
    if (enabled) {
      time(operation, removeNanos);
    } else {
      operation.run();
    }
  }

  private static void time(Runnable operation, LongAdder nanos) {
    long start = System.nanoTime();
    operation.run();
    nanos.add(System.nanoTime() - start);
  }

  private static <T extends @Nullable Object> T time(Supplier<T> operation, LongAdder... nanos) {
    long start = System.nanoTime();
    T result = operation.get();
    long passed = System.nanoTime() - start;
    for (LongAdder each : nanos) {
      each.add(passed);
    }
    return result;
  }

  @Override
  public void clear() {
    for (LongAdder adder :
        new LongAdder[] {hits, misses, puts, removals, getNanos, putNanos, removeNanos}) {
      adder.reset();
    }
  }

  @Override
  public long getCacheHits() {
    return hits.sum();
  }

  @Override
  public float getCacheHitPercentage() {
    return percentage(getCacheHits());
  }

  @Override
  public long getCacheMisses() {
    return misses.sum();
  }

  @Override
  public float getCacheMissPercentage() {
    return percentage(getCacheMisses());
  }

  private float percentage(long part) {
    long gets = getCacheGets();
    return gets == 0 ? 0 : 100f * part / gets;
  }

  @Override
  public long getCacheGets() {
    return getCacheHits() + getCacheMisses();
  }

  @Override
  public long getCachePuts() {
    return puts.sum();
  }

  @Override
  public long getCacheRemovals() {
    return removals.sum();
  }

  /** Always 0: which entries a store evicts is not told through JCache. */
  @Override
  public long getCacheEvictions() {
    return 0;
  }

  @Override
  public float getAverageGetTime() {
    return averageMicros(getNanos, getCacheGets());
  }

  @Override
  public float getAveragePutTime() {
    return averageMicros(putNanos, getCachePuts());
  }

  @Override
  public float getAverageRemoveTime() {
    return averageMicros(removeNanos, getCacheRemovals());
  }

  private static float averageMicros(LongAdder nanos, long count) {
    return count == 0 ? 0 : (float) nanos.sum() / count / TimeUnit.MICROSECONDS.toNanos(1);
  }
}
