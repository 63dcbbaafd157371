package io.sealcache.linearizability;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One thread's random operations on one key. */
final class RandomOperations {
  private static final int KINDS = 18;

  private final SplittableRandom random;
  private final AtomicInteger serials;
  private final AtomicReference<String> latest;

  /**
   * @param serials shared by all threads, so that each value is written once
   * @param latest shared by all threads: what the entry seems to hold
   */
  RandomOperations(SplittableRandom random, AtomicInteger serials, AtomicReference<String> latest) {
    this.random = random;
    this.serials = serials;
    this.latest = latest;
  }

  SpecifiedOperation next() {
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
  void saw(SpecifiedOperation operation, @Nullable Object result) {
    String seen = Values.seenIn(result);
    Step step = operation.model().step(seen == null ? latest.get() : seen);
    String present = Objects.equals(step.result(), result) ? step.present() : seen;
    if (present != null) {
      latest.set(present);
    }
  }

  private EntryAction action() {
    return switch (random.nextInt(6)) {
      case 0 -> new EntryAction.Look();
      case 1 -> new EntryAction.Assign(fresh());
      case 2 -> new EntryAction.Delete();
      default -> new EntryAction.Change(serials.incrementAndGet());
    };
  }

  private String fresh() {
    return Values.fresh(serials.incrementAndGet());
  }
}
