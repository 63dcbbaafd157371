package io.sealcache;

import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.StoreView;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoaderException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * Runs entry processors in this JVM, atomically on each store: after a lost race a processor runs
 * again. Thread-safe.
 */
final class ProcessorRunner<K, V> {
  private final CacheComponents<K, V> cache;

  ProcessorRunner(CacheComponents<K, V> cache) {
    this.cache = cache;
  }

  <T> @Nullable T invoke(
      StoreView<K, V> view, K key, EntryProcessor<K, V, T> processor, Object... arguments) {
    EntryPlace<V> entry = view.entry(key);
    return run(key, entry, null, processor, arguments);
  }

  private <T> @Nullable T run(
      K key,
      EntryPlace<V> entry,
      @Nullable Read<V> read,
      EntryProcessor<K, V, T> processor,
      Object... arguments) {
    try (ProcessorLoads<K, V> loads =
        new ProcessorLoads<>(cache, key, entry, cache.locks().stamp())) {
      var outcome =
          cache
              .updates()
              .<@Nullable T>run(
                  key,
                  entry,
                  read,
                  seen -> process(key, seen, processor, loads::load, arguments),
                  loads::isUpToDate);
      count(outcome);
      return outcome.result();
    }
  }

  /** What a processor comes to for one of many keys; null if that is nothing. */
  <T> @Nullable EntryProcessorResult<T> result(
      K key,
      EntryPlace<V> entry,
      @Nullable Read<V> read,
      EntryProcessor<K, V, T> processor,
      Object... arguments) {
    try {
      T value = run(key, entry, read, processor, arguments);
      return value == null ? null : () -> value;
    } catch (Throwable e) {
      // Whatever it is, also of a cache that is closed meanwhile: other keys may be processed by
      // now.
      return new Failed<>(e);
    }
  }

  /** What a key came to that failed. Immutable. */
  static final class Failed<T> implements EntryProcessorResult<T> {
    private final Throwable thrown;
    private final EntryProcessorException failure;

    Failed(Throwable thrown) {
      this.thrown = thrown;
      this.failure =
          thrown instanceof EntryProcessorException known
              ? known
              : new EntryProcessorException(thrown);
    }

    Throwable thrown() {
      return thrown;
    }

    @Override
    public T get() {
      throw failure;
    }
  }

  <T> Decision<V, @Nullable T> process(
      K key,
      Read<V> seen,
      EntryProcessor<K, V, T> processor,
      Supplier<@Nullable V> loader,
      Object... arguments) {
    cache.unreadable().value(seen);
    ProcessorEntry<K, V> entry = new ProcessorEntry<>(key, seen, loader);
    @Nullable T result = null;
    boolean failed = true;
    try {
      result = processor.process(entry, arguments);
      failed = false;
    } catch (EntryProcessorException | CacheLoaderException e) { // the latter is the loader's
      throw e;
    } catch (Exception e) { // a checked one too, which other languages throw undeclared
      throw new EntryProcessorException(e);
    } finally {
      if (failed) {
        countRead(seen);
      }
    }
    return entry.decide(result);
  }

  void count(EntryUpdate.Outcome<V, ?> outcome) {
    countRead(outcome.seen());
    cache.statistics().put(outcome.isStored() ? 1 : 0);
    cache.statistics().removal(outcome.isRemoved() ? 1 : 0);
  }

  private void countRead(Read<V> seen) {
    cache.statistics().read(seen instanceof Read.Present);
  }
}
