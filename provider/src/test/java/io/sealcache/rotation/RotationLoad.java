package io.sealcache.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import javax.cache.Cache;

/**
 * Counts in some entries, and reads others that nobody writes: each must be there. Until it is
 * closed.
 */
final class RotationLoad implements AutoCloseable {
  static final int KEPT = 1_000;
  private static final int COUNTERS = 20;
  private static final int MAX_FAILURES = 20;

  private final AtomicLong counted = new AtomicLong();
  private final AtomicLong found = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Worker> workers = new ArrayList<>();
  private volatile boolean ended;

  void count(Cache<Integer, Integer> counters) {
    run(
        round -> {
          counters.invoke(
              (int) (round % COUNTERS),
              (entry, arguments) -> {
                entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                return 0;
              });
          counted.incrementAndGet();
        });
  }

  void read(Cache<Integer, String> kept) {
    run(
        round -> {
          int key = (int) (round * 7 % KEPT);
          String value = kept.get(key);
          if (value(key).equals(value)) {
            found.incrementAndGet();
          } else {
            failures.add(key + " is " + value);
          }
        });
  }

  static String value(int key) {
    return "value " + key;
  }

  private void run(LongConsumer operation) {
    Worker worker = new Worker(operation);
    worker.setDaemon(true);
    worker.start();
    workers.add(worker);
  }

  /** Waits until more reads than these have found what was there, or something has failed. */
  void awaitFound(long reads) throws InterruptedException {
    while (found.get() <= reads && failures.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  /** Waits until all operations that are under way now have ended. */
  void awaitOperationsBegun() throws InterruptedException {
    List<Long> rounds = workers.stream().map(worker -> worker.round).toList();
    for (int i = 0; i < workers.size(); i++) {
      Worker worker = workers.get(i);
      while (worker.isAlive() && worker.round == rounds.get(i)) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
  }

  private final class Worker extends Thread {
    private final LongConsumer operation;
    private volatile long round;

    Worker(LongConsumer operation) {
      this.operation = operation;
    }

    @Override
    public void run() {
      for (long next = 0; !ended && failures.size() < MAX_FAILURES; next++) {
        round = next;
        try {
          operation.accept(next);
        } catch (RuntimeException e) {
          failures.add(e.toString());
        }
      }
    }
  }

  /** How often it has counted. */
  long counted() {
    return counted.get();
  }

  /** How many reads found what was there. */
  long found() {
    return found.get();
  }

  /** The values that were missing, and the operations that failed. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    for (Worker worker : workers) {
      worker.join();
    }
  }
}
