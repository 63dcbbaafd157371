package io.sealcache.benchmarks;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;

/** The bulk operations on one cache, each timed by itself, in nanoseconds. */
final class BulkBlocks {
  private final Cache<String, byte[]> cache;
  private final Map<String, byte[]> values;
  private final Map<String, byte[]> few;

  BulkBlocks(Cache<String, byte[]> cache, Map<String, byte[]> values, Map<String, byte[]> few) {
    this.cache = cache;
    this.values = values;
    this.few = few;
  }

  double putAll() {
    return time(() -> cache.putAll(values));
  }

  double getAll() {
    return time(() -> expect(cache.getAll(values.keySet()).size() == values.size()));
  }

  double iterate() {
    return time(
        () -> {
          int[] found = {0};
          cache.forEach(entry -> found[0] += entry.getValue().length > 0 ? 1 : 0);
          expect(found[0] == values.size());
        });
  }

  /** Leaves the cache as it was. */
  double removeAll() {
    double nanos = time(() -> cache.removeAll(values.keySet()));
    expect(!cache.containsKey(values.keySet().iterator().next()));
    cache.putAll(values);
    return nanos;
  }

  double invokeAll() {
    Set<String> keys = few.keySet();
    return time(() -> expect(cache.invokeAll(keys, new BulkProcessor()).isEmpty()));
  }

  double getAndPutFew() {
    return time(
        () -> {
          expect(cache.getAll(few.keySet()).size() == few.size());
          cache.putAll(few);
        });
  }

  double loadAll() {
    return time(
        () -> {
          CompletionListenerFuture loaded = new CompletionListenerFuture();
          cache.loadAll(values.keySet(), true, loaded);
          try {
            loaded.get();
          } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  // One that finds nothing measures nothing.
  private static void expect(boolean fulfilled) {
    if (!fulfilled) {
      throw new IllegalStateException("The cache does not hold what it should");
    }
  }

  static double time(Runnable operation) {
    long start = System.nanoTime();
    operation.run();
    return System.nanoTime() - start;
  }
}
