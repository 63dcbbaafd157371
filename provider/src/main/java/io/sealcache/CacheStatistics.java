package io.sealcache;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.cache.management.CacheStatisticsMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Counts in terms of user code: a read that serves another operation inside is no hit. Average
 * times are of the first {@value #FIRST} operations, and of those that follow of one in {@value
 * #EVERY} by chance, as to read the clock for each would be felt. Counts nothing while it is off.
 * Thread-safe.
 */
final class CacheStatistics implements CacheStatisticsMXBean {
  static final int FIRST = 1_000;
  static final int EVERY = 64; // a power of two

  private static final int GETS = 0;
  private static final int PUTS = 1;
  private static final int REMOVALS = 2;

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder removals = new LongAdder();
  // How many gets, puts and removals were timed, and how long they took.
  private final LongAdder[] timings = {new LongAdder(), new LongAdder(), new LongAdder()};
  private final LongAdder[] nanos = {new LongAdder(), new LongAdder(), new LongAdder()};
  private final AtomicInteger first = new AtomicInteger(FIRST);
  private final LongSupplier nanoClock;

  private final Map<Thread, Counted> inCourse = new ConcurrentHashMap<>();

  private volatile boolean enabled;
  private volatile boolean isCheap; // all but what removeAll removes
  private boolean decided; // by user code: a configuration that says no may as well say nothing

  /** The counts of an operation that is timed: only of that its time is. One thread's. */
  final class Counted implements AutoCloseable {
    private final boolean timed;
    private final @Nullable Counted outer; // of one whose processor or writer uses the cache
    private final long start;
    private final long[] counts = new long[3]; // as the average times

    private Counted(boolean timed, @Nullable Counted outer) {
      this.timed = timed;
      this.outer = outer;
      inCourse.put(Thread.currentThread(), this);
      this.start = nanoClock.getAsLong();
    }

    @Override
    public void close() {
      if (timed) {
        long took = nanoClock.getAsLong() - start;
        for (int i = 0; i < counts.length; i++) {
          if (counts[i] > 0) {
            nanos[i].add(took);
            timings[i].add(counts[i]);
          }
        }
      }
      if (outer == null) {
        inCourse.remove(Thread.currentThread());
      } else {
        inCourse.put(Thread.currentThread(), outer);
      }
    }
  }

  CacheStatistics(boolean enabled) {
    this(enabled, System::nanoTime);
  }

  CacheStatistics(boolean enabled, LongSupplier nanoClock) {
    this.enabled = enabled;
    this.decided = enabled;
    this.nanoClock = nanoClock;
  }

  boolean isEnabled() {
    return enabled;
  }

  /** Whether each entry that {@code removeAll} removes is counted. */
  boolean countsRemovalOfAll() {
    return enabled && !isCheap;
  }

  synchronized void setEnabled(boolean on) {
    decided = true;
    isCheap = false;
    enabled = on;
  }

  /** Counts what costs little; false where user code has said what is counted. */
  synchronized boolean enableCheap() {
    isCheap |= !decided;
    enabled |= isCheap;
    return isCheap;
  }

  /** Counts a read: a hit or a miss. */
  void read(boolean hit) {
    read(hit ? 1 : 0, hit ? 0 : 1);
  }

  void read(long hitCount, long missCount) {
    count(GETS, hits, hitCount);
    count(GETS, misses, missCount);
  }

  void put(long count) {
    count(PUTS, puts, count);
  }

  void removal(long count) {
    count(REMOVALS, removals, count);
  }

  private void count(int what, LongAdder adder, long count) {
    if (count > 0 && isEnabled()) { // to add nothing costs as much
      adder.add(count);
      Counted counted = inCourse.get(Thread.currentThread());
      if (counted != null) {
        counted.counts[what] += count;
      }
    }
  }

  /** Runs an operation, as between {@link #begin} and its end. */
  <T extends @Nullable Object> T time(Supplier<T> operation) {
    try (Counted counted = begin()) {
      return operation.get();
    }
  }

  void timed(Runnable operation) {
    try (Counted counted = begin()) {
      operation.run();
    }
  }

  /**
   * Begins an operation of this thread, whose time may go into the averages of what it counts until
   * this is closed; null: it doesn't.
   */
  @Nullable Counted begin() {
    return isEnabled() ? beginIfNext() : null;
  }

  /** Whether the operation that begins now is timed. */
  boolean isNextTimed() {
    return first.get() > 0
        ? first.getAndDecrement() > 0
        : (ThreadLocalRandom.current().nextInt() & (EVERY - 1)) == 0;
  }

  private @Nullable Counted beginIfNext() {
    boolean timed = isNextTimed();
    Counted outer = inCourse.get(Thread.currentThread());
    // Also of what isn't timed, inside what may be: the other hasn't counted that.
    return timed || outer != null ? new Counted(timed, outer) : null;
  }

  @Override
  public void clear() {
    List.of(hits, misses, puts, removals).forEach(LongAdder::reset);
    List.of(nanos).forEach(LongAdder::reset);
    List.of(timings).forEach(LongAdder::reset);
    first.set(FIRST);
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
    return micros(GETS);
  }

  @Override
  public float getAveragePutTime() {
    return micros(PUTS);
  }

  @Override
  public float getAverageRemoveTime() {
    return micros(REMOVALS);
  }

  private float micros(int what) {
    long count = timings[what].sum();
    return count == 0 ? 0 : (float) nanos[what].sum() / count / TimeUnit.MICROSECONDS.toNanos(1);
  }
}
