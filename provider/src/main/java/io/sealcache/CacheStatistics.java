package io.sealcache;

import java.util.List;
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
 * times are of calls about one entry that get, put or remove by their name: of the first {@value
 * #FIRST}, and of those that follow of one in {@value #EVERY} by chance, as to read the clock for
 * each would be felt. Counts nothing while it is off. Thread-safe.
 */
final class CacheStatistics implements CacheStatisticsMXBean {
  static final int FIRST = 1_000;
  static final int EVERY = 64; // a power of two

  /** Kinds of calls. */
  static final int GET = 1;

  static final int PUT = 1 << 1;
  static final int REMOVAL = 1 << 2;

  private static final long NOT_TIMED = Long.MIN_VALUE;

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder removals = new LongAdder();
  // How many calls were timed, and how long they took; by kind.
  private final LongAdder[] timings = {new LongAdder(), new LongAdder(), new LongAdder()};
  private final LongAdder[] nanos = {new LongAdder(), new LongAdder(), new LongAdder()};
  private final AtomicInteger first = new AtomicInteger(FIRST);
  private final LongSupplier nanoClock;

  private volatile boolean enabled;
  private volatile boolean isCheap; // all but what removeAll removes
  private boolean decided; // by user code: a configuration that says no may as well say nothing

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
    count(hits, hitCount);
    count(misses, missCount);
  }

  void put(long count) {
    count(puts, count);
  }

  void removal(long count) {
    count(removals, count);
  }

  private void count(LongAdder adder, long count) {
    if (count > 0 && enabled) { // to add nothing costs as much
      adder.add(count);
    }
  }

  /** When a call begins whose time goes into an average by {@link #end}. */
  long begin() {
    return enabled && isNextTimed() ? nanoClock.getAsLong() : NOT_TIMED;
  }

  /**
   * Ends a call that has not failed.
   *
   * @param kinds of which averages its time is: sums of {@link #GET}, {@link #PUT} and {@link
   *     #REMOVAL}
   */
  void end(int kinds, long begun) {
    if (begun != NOT_TIMED) {
      long took = nanoClock.getAsLong() - begun;
      for (int kind = 0; kind < nanos.length; kind++) {
        if ((kinds & (1 << kind)) != 0) {
          nanos[kind].add(took);
          timings[kind].increment();
        }
      }
    }
  }

  /** Runs a call, as between {@link #begin} and {@link #end}. */
  <T extends @Nullable Object> T time(int kinds, Supplier<T> call) {
    long begun = begin();
    T result = call.get();
    end(kinds, begun);
    return result;
  }

  /** Whether the operation that begins now is timed. */
  boolean isNextTimed() {
    return first.get() > 0
        ? first.getAndDecrement() > 0
        : (ThreadLocalRandom.current().nextInt() & (EVERY - 1)) == 0;
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

  /** Without the time of loads, as JCache has it. */
  @Override
  public float getAverageGetTime() {
    return micros(0);
  }

  @Override
  public float getAveragePutTime() {
    return micros(1);
  }

  @Override
  public float getAverageRemoveTime() {
    return micros(2);
  }

  private float micros(int kind) {
    long count = timings[kind].sum();
    return count == 0 ? 0 : (float) nanos[kind].sum() / count / TimeUnit.MICROSECONDS.toNanos(1);
  }
}
