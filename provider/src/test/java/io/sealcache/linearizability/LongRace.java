package io.sealcache.linearizability;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A race of any length: threads call in batches, each of which is judged when it has ended, with
 * what is known from before. So a history of millions of calls takes the memory of one batch.
 */
public final class LongRace implements AutoCloseable {
  private static final String THREAD = "long-race";
  private static final long DEADLOCKED_AFTER_SECONDS = 600;

  private final Shape shape;
  private final ExpiryClock clock;
  private final long seed;
  private final ExecutorService threads;
  private final List<Racer> racers = new ArrayList<>();
  private final Map<String, Long> thrown = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private List<RacedKey> keys;
  private int generation;
  private long calls;
  private long contended;

  /**
   * How much happens.
   *
   * @param keys of each lifetime
   * @param batch calls of all threads together
   */
  public record Shape(int threads, int keys, int batch) {}

  /**
   * Prepares it.
   *
   * @param applications over one store, among which the threads are divided
   * @param clock of the store
   * @param seed of the operations; how they interleave, it can't fix
   */
  public LongRace(List<RacedCaches> applications, Shape shape, ExpiryClock clock, long seed) {
    this.shape = shape;
    this.clock = clock;
    this.seed = seed;
    this.threads = Executors.newFixedThreadPool(shape.threads(), LongRace::daemon);
    Racer.Shared shared = new Racer.Shared();
    for (int i = 0; i < shape.threads(); i++) {
      RacedCaches caches = applications.get(i % applications.size());
      racers.add(new Racer(i, caches, seed * shape.threads() + i, shared));
    }
    this.keys = freshKeys();
  }

  private List<RacedKey> freshKeys() {
    return RacedKey.fresh("seed%d-generation%d-".formatted(seed, generation), shape.keys(), clock);
  }

  /** Leaves the keys, with what is in doubt of them, for others. */
  public void changeKeys() {
    keys.forEach(key -> contended += key.check().contended());
    generation++;
    keys = freshKeys();
  }

  /** Runs a batch and judges it. */
  public void run() {
    Map<RacedKey, List<TimedEvent>> events = new HashMap<>();
    AtomicInteger left = new AtomicInteger(shape.batch());
    List<Future<Map<RacedKey, List<TimedEvent>>>> running = new ArrayList<>();
    for (Racer racer : racers) {
      running.add(threads.submit(() -> racer.race(keys, left)));
    }
    running.forEach(
        future ->
            join(future)
                .forEach(
                    (key, own) -> events.computeIfAbsent(key, k -> new ArrayList<>()).addAll(own)));
    calls += shape.batch();
    events.forEach(this::judge);
  }

  private void judge(RacedKey key, List<TimedEvent> events) {
    events.forEach(this::countThrown);
    try {
      key.check().accept(events).ifPresent(violations::add);
    } catch (IllegalStateException e) {
      undecided.add(key.name() + ": " + e.getMessage());
    }
  }

  private void countThrown(TimedEvent event) {
    if (event.event().outcome() instanceof Outcome.Threw threw) {
      thrown.merge(threw.what().split(":", 2)[0], 1L, Long::sum);
    }
  }

  /** Of all batches so far. */
  public RaceTally tally() {
    return new RaceTally(
        calls,
        contended + keys.stream().mapToLong(key -> key.check().contended()).sum(),
        thrown,
        violations,
        undecided);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static <T> T join(Future<T> thread) {
    try {
      return thread.get(DEADLOCKED_AFTER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while threads raced", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A racing thread failed outside of the cache", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The racing threads don't end; they are at\n" + stacks(), e);
    }
  }

  private static String stacks() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().equals(THREAD))
        .map(thread -> Stream.of(thread.getValue()).map(String::valueOf).collect(joining("\n  ")))
        .collect(joining("\n\n"));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, THREAD);
    thread.setDaemon(true);
    return thread;
  }
}
