package io.sealcache;

import io.sealcache.internal.locks.WaitBudget;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.TenantStore;
import java.util.Map;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoaderException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A call of an entry processor, which runs in this JVM, atomically on each store: after a lost race
 * it runs again. One thread's.
 */
final class ProcessorRun<K, V, T> {
  private final CacheComponents<K, V> cache;
  private final TenantStore<K, V> view;
  private final EntryProcessor<K, V, T> processor;
  private final Object[] arguments;
  private final WaitBudget patience; // of all entries together

  ProcessorRun(
      CacheComponents<K, V> cache,
      TenantStore<K, V> view,
      EntryProcessor<K, V, T> processor,
      Object... arguments) {
    this.cache = cache;
    this.view = view;
    this.processor = processor;
    this.arguments = arguments;
    this.patience = cache.locks().patience();
  }

  @Nullable T invoke(K key) {
    return run(key, view.entry(key), null);
  }

  @Nullable T run(K key, EntryAccess<V> entry, @Nullable Read<V> read) {
    try (EntryLoads<K, V> loads = loads(key, entry, cache.locks().stamp())) {
      var decided =
          cache
              .updates()
              .<@Nullable T>run(
                  key,
                  entry,
                  read,
                  seen -> process(key, seen, loads),
                  () -> loads.isUpToDate(key),
                  patience);
      count(decided);
      return decided.result();
    }
  }

  /**
   * @param stamp of before the entry was read
   */
  EntryLoads<K, V> loads(K key, EntryAccess<V> entry, int stamp) {
    return new EntryLoads<>(cache, view, Map.of(key, entry), stamp, true, patience);
  }

  WaitBudget patience() {
    return patience;
  }

  /** Its result for one of many keys; null if there is none. */
  @Nullable EntryProcessorResult<T> result(K key, EntryAccess<V> entry, @Nullable Read<V> read) {
    return result(() -> run(key, entry, read));
  }

  static <T> @Nullable EntryProcessorResult<T> result(Supplier<@Nullable T> run) {
    try {
      T value = run.get();
      return value == null ? null : () -> value;
    } catch (Throwable e) {
      // Whatever it is, also of a cache that is closed meanwhile: other keys may be processed by
      // now.
      return new Failed<>(e);
    }
  }

  /** The result of a key that failed. Immutable. */
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

  Decision<V, @Nullable T> process(K key, Read<V> seen, EntryLoads<K, V> loads) {
    cache.unreadable().value(seen);
    ProcessorEntry<K, V> entry =
        new ProcessorEntry<>(
            key, seen, () -> cache.reads().loadsOnMiss() ? loads.loadOnly(key) : null);
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

  void count(Decided<V, ?> decided) {
    countRead(decided.seen());
    cache.statistics().put(decided.isStored() ? 1 : 0);
    cache.statistics().removal(decided.isRemoved() ? 1 : 0);
  }

  private void countRead(Read<V> seen) {
    cache.statistics().read(seen instanceof Read.Present);
  }
}
