package io.sealcache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
  private final LongSupplier nanoClock;

  private final Map<Thread, Counted> inCourse = new ConcurrentHashMap<>();

  private volatile boolean enabled;

  /** What an operation that is timed has counted: only of that its time is. */
  private static final class Counted {
    private boolean gets;
    private boolean puts;
    private boolean removals;
  }

  CacheStatistics(boolean enabled) {
    this(enabled, System::nanoTime);
  }

  CacheStatistics(boolean enabled, LongSupplier nanoClock) {
    this.enabled = enabled;
    this.nanoClock = nanoClock;
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
      counted(counted -> counted.gets = true);
    }
  }

  void put(long count) {
    if (enabled) {
      puts.add(count);
      counted(counted -> counted.puts |= count > 0);
    }
  }

  void removal(long count) {
    if (enabled) {
      removals.add(count);
      counted(counted -> counted.removals |= count > 0);
    }
  }

  private void counted(Consumer<Counted> what) {
    Counted counted = inCourse.get(Thread.currentThread());
    if (counted != null) {
      what.accept(counted);
    }
  }

  /** Runs an operation, whose time goes into the averages of what it counts meanwhile. */
  <T extends @Nullable Object> T time(Supplier<T> operation) {
    return enabled ? timeNow(operation) : operation.get();
  }

  void timed(Runnable operation) {
    if (enabled) {
      timeNow(
          () -> {
            operation.run();
            return operation;
          });
    } else {
      operation.run();
    }
  }

  private <T extends @Nullable Object> T timeNow(Supplier<T> operation) {
    Thread thread = Thread.currentThread();
    Counted outer =
        inCourse.get(thread); // of an operation whose processor or writer uses the cache
    Counted counted = new Counted();
    inCourse.put(thread, counted);
    long start = nanoClock.getAsLong();
    try {
      return operation.get();
    } finally {
      add(counted, nanoClock.getAsLong() - start);
      if (outer == null) {
        inCourse.remove(thread);
      } else {
        inCourse.put(thread, outer);
      }
    }
  }

  private void add(Counted counted, long nanos) {
    if (counted.gets) {
      getNanos.add(nanos);
    }
    if (counted.puts) {
      putNanos.add(nanos);
    }
    if (counted.removals) {
      removeNanos.add(nanos);
    }
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
