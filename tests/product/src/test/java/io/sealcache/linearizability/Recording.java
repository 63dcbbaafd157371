package io.sealcache.linearizability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.cache.Cache;

/** One run of a {@link Race}: what its threads share, and what they note down. */
final class Recording<V> {
  private static final int SPINS = 1000;

  /** More threads than these are never awake at once. */
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final Race.Shape shape;
  private final Values<V> values;
  private final long seed;
  // Unlike a clock's, its order is sure: what drew a later ticket did not begin before.
  private final AtomicLong tickets = new AtomicLong();
  private final AtomicInteger serials = new AtomicInteger();
  private final Phaser rounds;
  private final AtomicInteger awake = new AtomicInteger();
  private final List<AtomicReference<V>> latestOfKeys;
  private final List<Collection<Event<V>>> eventsOfKeys;

  Recording(Race.Shape shape, Values<V> values, long seed) {
    this.shape = shape;
    this.values = values;
    this.seed = seed;
    this.rounds = new Phaser(shape.threads());
    this.latestOfKeys =
        IntStream.range(0, shape.keys())
            .mapToObj(key -> new AtomicReference<>(values.fresh(0)))
            .toList();
    this.eventsOfKeys =
        IntStream.range(0, shape.keys())
            .<Collection<Event<V>>>mapToObj(key -> new ConcurrentLinkedQueue<>())
            .toList();
  }

  void removeAll(Cache<String, V> cache) {
    for (int key = 0; key < shape.keys(); key++) {
      cache.remove(name(key));
    }
  }

  /** Does a thread's operations, each when all threads are ready for their next one. */
  void race(int thread, Cache<String, V> cache) {
    SplittableRandom random = new SplittableRandom(seed * shape.threads() + thread);
    List<RandomOperations<V>> operations =
        IntStream.range(0, shape.keys())
            .mapToObj(key -> new RandomOperations<>(random, values, serials, latestOfKeys.get(key)))
            .toList();
    for (int i = 0; i < shape.operations(); i++) {
      awaitRound(i);
      int key = random.nextInt(shape.keys());
      SpecifiedOperation<V> operation = operations.get(key).next();
      if (call(thread, cache, key, operation) instanceof Outcome.Returned returned) {
        operations.get(key).saw(operation, returned.result());
      }
    }
  }

  void readAll(Cache<String, V> cache) {
    for (int key = 0; key < shape.keys(); key++) {
      call(shape.threads(), cache, key, SpecifiedOperation.get());
    }
  }

  List<History<V>> histories() {
    return IntStream.range(0, shape.keys())
        .mapToObj(key -> new History<>(name(key), new ArrayList<>(eventsOfKeys.get(key))))
        .toList();
  }

  private Outcome call(
      int thread, Cache<String, V> cache, int key, SpecifiedOperation<V> operation) {
    String name = name(key);
    long invoked = tickets.getAndIncrement();
    Outcome outcome = outcome(operation, cache, name);
    long returned = tickets.getAndIncrement();
    eventsOfKeys.get(key).add(new Event<>(thread, operation, outcome, invoked, returned));
    return outcome;
  }

  private Outcome outcome(SpecifiedOperation<V> operation, Cache<String, V> cache, String name) {
    try {
      return new Outcome.Returned(operation.call().on(cache, name));
    } catch (RuntimeException e) {
      return new Outcome.Threw(e.toString());
    }
  }

  // Calls of a microsecond would hardly ever overlap otherwise: a thread is done when the next one
  // starts. They wait asleep, as on a busy machine each turn of a loop may cost a time slice.
  private void awaitRound(int round) {
    rounds.arriveAndAwaitAdvance();
    awake.incrementAndGet();
    int ready = shape.threads() * round + Math.min(shape.threads(), PROCESSORS);
    for (int i = 0; i < SPINS && awake.get() < ready; i++) {
      Thread.onSpinWait();
    }
  }

  private String name(int key) {
    return "race" + seed + "-key" + key;
  }
}
