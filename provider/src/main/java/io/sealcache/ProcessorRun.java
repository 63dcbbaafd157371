package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.locks.EntryLocks.Doing;
import io.sealcache.internal.locks.EntryLocks.EntryLock;
import io.sealcache.internal.seal.Decision;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.EntryChange;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.TenantStore;
import io.sealcache.internal.seal.WriteOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.CacheException;
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
  private final Consumer<V> check;
  private final EntryProcessor<K, V, T> processor;
  private final Object[] arguments;
  private final long deadline; // of all entries together
  private final Map<K, EntryProcessorResult<T>> results = new HashMap<>();
  private final List<Error> errors = new ArrayList<>();

  /**
   * @param check of each value that the processor sets, as of one that is put
   */
  ProcessorRun(
      CacheComponents<K, V> cache,
      TenantStore<K, V> view,
      Consumer<V> check,
      EntryProcessor<K, V, T> processor,
      Object... arguments) {
    this.cache = cache;
    this.view = view;
    this.check = check;
    this.processor = processor;
    this.arguments = arguments;
    this.deadline = cache.locks().deadline();
  }

  @Nullable T invoke(K key) {
    return run(key, view.entry(key));
  }

  private @Nullable T run(K key, EntryAccess<V> entry) {
    try (EntryLoads<K, V> loads = loads(key, entry, cache.locks().stamp())) {
      return count(
          cache
              .updates()
              .<@Nullable T>run(key, entry, deadline, seen -> process(key, seen, loads)));
    }
  }

  /**
   * @param stamp of before the entry was read
   */
  private EntryLoads<K, V> loads(K key, EntryAccess<V> entry, int stamp) {
    return new EntryLoads<>(cache, view, Map.of(key, entry), stamp, true, deadline);
  }

  private Decision<V, @Nullable T> process(K key, Read<V> seen, EntryLoads<K, V> loads) {
    cache.value(seen);
    ProcessorEntry<K, V> entry =
        new ProcessorEntry<>(
            key, seen, () -> cache.reads().loadsOnMiss() ? loads.loadOnly(key) : null, check);
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
    return entry.decide(result, () -> loads.isUpToDate(key));
  }

  private @Nullable T count(EntryChange<V, @Nullable T> change) {
    countRead(change.seen());
    cache.statistics().put(change.isStored() ? 1 : 0);
    cache.statistics().removal(change.isRemoved() ? 1 : 0);
    return change.result();
  }

  private void countRead(Read<V> seen) {
    cache.statistics().read(seen instanceof Read.Present);
  }

  /**
   * Runs it over all entries of {@code keys}; what came to nothing is left out.
   *
   * @throws RuntimeException what failed before any entry was processed
   * @throws Error likewise, or where each entry came to one: the first; elsewhere it is what the
   *     entry came to, as results of others would be lost
   */
  Map<K, EntryProcessorResult<T>> invokeAll(Set<? extends K> keys) {
    boolean isFirst = true;
    for (Iterator<? extends K> rest = keys.iterator(); rest.hasNext(); ) {
      Set<K> part = TenantStore.next(rest);
      try {
        Map<K, EntryAccess<V>> entries = view.entries(part);
        if (cache.writes().isOn()) { // which is called entry by entry anyway
          entries.forEach((key, entry) -> add(key, () -> run(key, entry)));
        } else {
          runTogether(entries);
        }
      } catch (Throwable e) {
        if (isFirst) {
          throw e; // nothing was processed yet
        }
        part.forEach(key -> addFailure(key, e));
      }
      isFirst = false;
    }
    if (!errors.isEmpty() && errors.size() == keys.size()) {
      throw errors.get(0);
    }
    return results;
  }

  /** Adds the result of one entry; nothing if it is null. */
  private void add(K key, Supplier<@Nullable T> run) {
    try {
      T value = run.get();
      if (value != null) {
        results.put(key, () -> value);
      }
    } catch (Throwable e) {
      // Whatever it is, also of a cache that is closed meanwhile: others may be processed by now.
      addFailure(key, e);
    }
  }

  private void addFailure(K key, Throwable thrown) {
    if (thrown instanceof Error error) {
      errors.add(error);
    }
    results.put(
        key,
        () -> {
          throw thrown instanceof EntryProcessorException known
              ? known
              : new EntryProcessorException(thrown);
        });
  }

  /**
   * Decides about all of them, and then makes what it decided by comparison, together. An entry
   * that was changed meanwhile is done by itself under its lock; none is held while others are
   * decided about.
   */
  private void runTogether(Map<K, EntryAccess<V>> entries) {
    int stamp = cache.locks().stamp();
    Map<K, Read<V>> reads = view.peekAll(entries);
    Map<K, EntryLoads<K, V>> loads = new HashMap<>();
    Map<K, EntryChange<V, @Nullable T>> decided = new LinkedHashMap<>();
    Set<K> made;
    try {
      entries.forEach(
          (key, entry) ->
              add(
                  key,
                  () -> {
                    EntryLoads<K, V> own = loads(key, entry, stamp);
                    loads.put(key, own);
                    decided.put(key, decide(key, entry, requireNonNull(reads.get(key)), own));
                    return null;
                  }));
      made = make(decided, loads);
    } finally {
      loads.values().forEach(EntryLoads::close); // what runs alone loads by itself
    }
    for (Map.Entry<K, EntryChange<V, @Nullable T>> one : decided.entrySet()) {
      K key = one.getKey();
      EntryChange<V, @Nullable T> change = one.getValue();
      add(key, () -> isDone(change, made.contains(key)) ? count(change) : run(key, change.place()));
    }
  }

  private EntryChange<V, @Nullable T> decide(
      K key, EntryAccess<V> entry, Read<V> seen, EntryLoads<K, V> loads) {
    cache.locks().requireNotOwn(entry);
    try (EntryLock running = cache.locks().begin(Doing.RUNS, List.of(entry.key()))) {
      return new EntryChange<>(entry, seen, process(key, seen, loads), false);
    }
  }

  /** As writes: a processor that runs in another thread must not be outrun. */
  private Set<K> make(Map<K, EntryChange<V, @Nullable T>> decided, Map<K, EntryLoads<K, V>> loads) {
    Map<K, EntryChange<V, @Nullable T>> changing = new LinkedHashMap<>(decided);
    changing.values().removeIf(change -> !change.changes());
    EntryLock held;
    try {
      List<EntryAccess<V>> places = changing.values().stream().map(EntryChange::place).toList();
      held = cache.locks().hold(places, false, deadline);
    } catch (CacheException e) {
      return Set.of(); // each will say so by itself
    }
    try (held) {
      Map<K, EntryChange<V, @Nullable T>> making = new LinkedHashMap<>(changing);
      making.keySet().removeIf(key -> !requireNonNull(loads.get(key)).isUpToDate(key));
      held.inStore();
      changing.values().stream()
          .filter(EntryChange::isOfCaller)
          .forEach(change -> cache.locks().outdate(change.place()));
      EntryChange.makeAll(making.values());
      return making.keySet();
    }
  }

  /** Not where it removes what was absent, and may have been entered since. */
  private static boolean isDone(EntryChange<?, ?> change, boolean made) {
    return change.changes() ? made && change.written() != WriteOutcome.LOST : !change.isOfCaller();
  }
}
