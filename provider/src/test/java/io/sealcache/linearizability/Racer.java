package io.sealcache.linearizability;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** One thread of a {@link LongRace}: its operations, and what it notes of them. */
final class Racer {
  private final int thread;
  private final RacedCaches caches;
  private final SplittableRandom random;
  private final Shared shared;
  private Map<RacedKey, List<TimedEvent>> noted = new HashMap<>();

  /**
   * The counters that all threads share.
   *
   * @param tickets in whose order calls begin and end
   */
  record Shared(AtomicLong tickets, AtomicInteger serials) {
    Shared() {
      this(new AtomicLong(), new AtomicInteger());
    }
  }

  Racer(int thread, RacedCaches caches, long seed, Shared shared) {
    this.thread = thread;
    this.caches = caches;
    this.random = new SplittableRandom(seed);
    this.shared = shared;
  }

  /** Calls until nothing is left to do; returns what it noted. */
  Map<RacedKey, List<TimedEvent>> race(List<RacedKey> keys, AtomicInteger left) {
    noted = new HashMap<>();
    while (left.getAndDecrement() > 0) {
      RacedKey key = next(keys);
      int kind = random.nextInt(1000);
      if (kind < 965) {
        single(key);
      } else if (kind < 975) {
        getAll(alike(keys, key));
      } else if (kind < 990) {
        putAll(some(alike(keys, key)));
      } else if (kind < 998) {
        removeAll(some(alike(keys, key)));
      } else {
        removeAllThereAre(alike(keys, key));
      }
    }
    return noted;
  }

  /** Often that which the others use just now. */
  private RacedKey next(List<RacedKey> keys) {
    long now = shared.tickets().get() / 32;
    return keys.get(
        random.nextInt(3) == 0
            ? random.nextInt(keys.size())
            : new SplittableRandom(now).nextInt(keys.size()));
  }

  private void single(RacedKey key) {
    RandomOperations operations = new RandomOperations(random, shared.serials(), key.latest());
    SpecifiedOperation operation = operations.next();
    Cache<String, String> cache = caches.of(key.lifetime());
    Outcome outcome =
        call(
            List.of(key),
            () -> operation.call().on(cache, key.name()),
            (one, result) -> operation,
            (one, result) -> result);
    if (outcome instanceof Outcome.Returned returned) {
      operations.saw(operation, returned.result());
    }
  }

  private void getAll(List<RacedKey> keys) {
    call(
        keys,
        () -> cache(keys).getAll(keys.stream().map(RacedKey::name).collect(Collectors.toSet())),
        (key, result) -> SpecifiedOperation.get(),
        (key, result) -> result instanceof Map<?, ?> found ? found.get(key.name()) : null);
  }

  private void putAll(List<RacedKey> keys) {
    Map<String, String> entries =
        keys.stream()
            .collect(
                Collectors.toMap(
                    RacedKey::name, key -> Values.fresh(shared.serials().incrementAndGet())));
    call(
        keys,
        () -> {
          cache(keys).putAll(entries);
          return null;
        },
        (key, result) ->
            named("putAll", SpecifiedOperation.put(requireNonNull(entries.get(key.name())))),
        (key, result) -> null);
  }

  private void removeAll(List<RacedKey> keys) {
    call(
        keys,
        () -> {
          cache(keys).removeAll(keys.stream().map(RacedKey::name).collect(Collectors.toSet()));
          return null;
        },
        (key, result) -> removed("removeAll of some"),
        (key, result) -> null);
  }

  private void removeAllThereAre(List<RacedKey> keys) {
    call(
        keys,
        () -> {
          cache(keys).removeAll();
          return null;
        },
        (key, result) -> removed("removeAll"),
        (key, result) -> null);
  }

  private Cache<String, String> cache(List<RacedKey> keys) {
    return caches.of(keys.get(0).lifetime());
  }

  private static SpecifiedOperation removed(String text) {
    return new SpecifiedOperation(
        text, SpecifiedOperation.remove().call(), present -> new Step(null, null));
  }

  private static SpecifiedOperation named(String text, SpecifiedOperation operation) {
    return new SpecifiedOperation(text + ": " + operation, operation.call(), operation.model());
  }

  private interface ForKey<T extends @Nullable Object> {
    T of(RacedKey key, @Nullable Object result);
  }

  /** Notes a call once for each key: nothing says that a bulk operation is done at one time. */
  private Outcome call(
      List<RacedKey> keys,
      Supplier<@Nullable Object> call,
      ForKey<SpecifiedOperation> operation,
      ForKey<@Nullable Object> result) {
    long from = System.nanoTime();
    long invoked = shared.tickets().getAndIncrement();
    Outcome outcome = outcome(call);
    long returned = shared.tickets().getAndIncrement();
    long to = System.nanoTime();
    Object all = outcome instanceof Outcome.Returned done ? done.result() : null;
    for (RacedKey key : keys) {
      Outcome own =
          outcome instanceof Outcome.Returned ? new Outcome.Returned(result.of(key, all)) : outcome;
      noted
          .computeIfAbsent(key, k -> new ArrayList<>())
          .add(
              new TimedEvent(
                  new Event(thread, operation.of(key, all), own, invoked, returned), from, to));
    }
    return outcome;
  }

  private static Outcome outcome(Supplier<@Nullable Object> call) {
    try {
      return new Outcome.Returned(call.get());
    } catch (RuntimeException e) {
      return new Outcome.Threw(e.toString());
    }
  }

  private static List<RacedKey> alike(List<RacedKey> keys, RacedKey key) {
    return keys.stream().filter(other -> other.lifetime() == key.lifetime()).toList();
  }

  private List<RacedKey> some(List<RacedKey> keys) {
    int one = random.nextInt(keys.size());
    int other = random.nextInt(keys.size());
    return one == other ? List.of(keys.get(one)) : List.of(keys.get(one), keys.get(other));
  }
}
