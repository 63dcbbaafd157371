package io.sealcache.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import javax.cache.Cache;

/**
 * Threads that race on a few keys with random operations, and the record of it. The threads live
 * until {@link #close}; one run at a time.
 */
final class Race<V> implements AutoCloseable {
  private static final long DEADLOCKED_AFTER_SECONDS = 60;

  private final Shape shape;
  private final Values<V> values;
  private final ExecutorService threads;

  /**
   * How much happens in one run.
   *
   * @param operations of each thread, on all keys together
   */
  record Shape(int threads, int operations, int keys) {}

  Race(Shape shape, Values<V> values) {
    this.shape = shape;
    this.values = values;
    this.threads = Executors.newFixedThreadPool(shape.threads(), Race::daemon);
  }

  /** Races on one cache. The seed fixes the operations, but not how they interleave. */
  List<History<V>> run(Cache<String, V> cache, long seed) {
    return run(thread -> cache, seed);
  }

  /**
   * Races on one cache reached through several objects, as if by several JVMs. First removes the
   * keys and at last, when all threads are done, reads each once, as one more thread.
   *
   * @param caches the object each thread uses, by its number from 0; the last number is the reader
   * @return a history for each key, of which the names end in the number of the key
   * @throws IllegalStateException if the threads did not come to an end
   */
  List<History<V>> run(IntFunction<Cache<String, V>> caches, long seed) {
    Recording<V> recording = new Recording<>(shape, values, seed);
    recording.removeAll(caches.apply(0));
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < shape.threads(); i++) {
      int thread = i;
      running.add(threads.submit(() -> recording.race(thread, caches.apply(thread))));
    }
    running.forEach(Race::join);
    recording.readAll(caches.apply(shape.threads()));
    return recording.histories();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static void join(Future<?> thread) {
    try {
      thread.get(DEADLOCKED_AFTER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while threads raced", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A racing thread failed outside of the cache", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The racing threads seem to be deadlocked", e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "race");
    thread.setDaemon(true);
    return thread;
  }
}
