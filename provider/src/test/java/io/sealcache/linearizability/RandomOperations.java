package io.sealcache.linearizability;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One thread's random operations on one key. */
final class RandomOperations<V> {
  private static final int KINDS = 18;

  private final SplittableRandom random;
  private final Values<V> values;
  private final AtomicInteger serials;
  private final AtomicReference<V> latest;

  /**
   * @param serials shared by all threads, so that each value is written once
   * @param latest shared by all threads: what the entry seems to hold
   */
  RandomOperations(
      SplittableRandom random, Values<V> values, AtomicInteger serials, AtomicReference<V> latest) {
    this.random = random;
    this.values = values;
    this.serials = serials;
    this.latest = latest;
  }

  SpecifiedOperation<V> next() {
    return switch (random.nextInt(KINDS)) {
      case 0, 1 -> SpecifiedOperation.get();
      case 2 -> SpecifiedOperation.containsKey();
      case 3 -> SpecifiedOperation.put(fresh());
      case 4 -> SpecifiedOperation.getAndPut(fresh());
      case 5, 6 -> SpecifiedOperation.putIfAbsent(fresh());
      case 7 -> SpecifiedOperation.replace(fresh());
      case 8 -> SpecifiedOperation.getAndReplace(fresh());
      case 9, 10, 11 -> SpecifiedOperation.replace(latest.get(), fresh());
      case 12 -> SpecifiedOperation.remove();
      case 13 -> SpecifiedOperation.remove(latest.get());
      case 14 -> SpecifiedOperation.getAndRemove();
      default -> SpecifiedOperation.invoke(action());
    };
  }

  /** Guesses from a result what the entry holds now, so that the next comparison may succeed. */
  void saw(SpecifiedOperation<V> operation, @Nullable Object result) {
    V seen = values.seenIn(result);
    Step<V> step = operation.model().step(seen == null ? latest.get() : seen);
    V present = Objects.equals(step.result(), result) ? step.present() : seen;
    if (present != null) {
      latest.set(present);
    }
  }

  private EntryAction<V> action() {
    return switch (random.nextInt(6)) {
      case 0 -> new EntryAction.Look<>();
      case 1 -> new EntryAction.Assign<>(fresh());
      case 2 -> new EntryAction.Delete<>();
      default -> new EntryAction.Change<>(values, serials.incrementAndGet());
    };
  }

  private V fresh() {
    return values.fresh(serials.incrementAndGet());
  }
}
