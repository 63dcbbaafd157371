package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.ProcessorRunner.Failed;
import io.sealcache.internal.locks.Held;
import io.sealcache.internal.seal.Compared;
import io.sealcache.internal.seal.EntryChanges;
import io.sealcache.internal.seal.EntryChanges.Pending;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.Parts;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.StoreView;
import io.sealcache.internal.seal.Written;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A run of one processor over many entries: it decides about all of them, and then what it decided
 * is made by comparison, together. Where another writer was faster it runs again for that entry by
 * itself. Over a store that has nothing under way together, and with a writer, which is called
 * entry by entry anyway, each is done by itself under its lock: none is held while the processor
 * looks at others. One thread's.
 */
final class ProcessorBatch<K, V, T> {
  private final CacheComponents<K, V> cache;
  private final ProcessorRunner<K, V> single;
  private final StoreView<K, V> view;
  private final EntryProcessor<K, V, T> processor;
  private final Object[] arguments;

  private ProcessorBatch(
      CacheComponents<K, V> cache,
      ProcessorRunner<K, V> single,
      StoreView<K, V> view,
      EntryProcessor<K, V, T> processor,
      Object... arguments) {
    this.cache = cache;
    this.single = single;
    this.view = view;
    this.processor = processor;
    this.arguments = arguments;
  }

  /**
   * Runs a processor over all entries of {@code keys}; what came to nothing is left out.
   *
   * @throws RuntimeException what failed before any entry was processed
   * @throws Error likewise, or where each entry came to one: the first; elsewhere it is what the
   *     entry came to, as results of others would be lost
   */
  static <K, V, T> Map<K, EntryProcessorResult<T>> invokeAll(
      CacheComponents<K, V> cache,
      ProcessorRunner<K, V> single,
      StoreView<K, V> view,
      Set<? extends K> keys,
      EntryProcessor<K, V, T> processor,
      Object... arguments) {
    ProcessorBatch<K, V, T> batch = new ProcessorBatch<>(cache, single, view, processor, arguments);
    Map<K, EntryProcessorResult<T>> results = new HashMap<>();
    boolean isFirst = true;
    for (Set<K> part : Parts.<K>of(keys)) {
      try {
        batch.run(view.entries(part), results);
      } catch (Throwable e) {
        if (isFirst) {
          throw e; // nothing was processed yet
        }
        part.forEach(key -> results.put(key, new Failed<>(e)));
      }
      isFirst = false;
    }
    if (results.size() == keys.size()) {
      requireMoreThanErrors(results.values());
    }
    return results;
  }

  private static void requireMoreThanErrors(Collection<? extends EntryProcessorResult<?>> results) {
    Error first = null;
    for (EntryProcessorResult<?> result : results) {
      if (!(result instanceof Failed<?> failed) || !(failed.thrown() instanceof Error error)) {
        return;
      }
      first = first == null ? error : first;
    }
    if (first != null) {
      throw first;
    }
  }

  /** What was decided about one entry, and what is being made of it. */
  private record Decided<K, V, T>(
      K key,
      EntryPlace<V> place,
      Read<V> seen,
      Decision<V, @Nullable T> decision,
      @Nullable Pending<V> change,
      ProcessorLoads<K, V> loads) {}

  /** Adds to {@code results} what the processor came to, but for nothing. */
  private void run(Map<K, EntryPlace<V>> entries, Map<K, EntryProcessorResult<T>> results) {
    Map<K, Read<V>> reads = new HashMap<>(view.peekAll(entries));
    if (cache.writes().isOn() || !view.makesTogether()) {
      entries.forEach(
          (key, place) ->
              add(results, key, single.result(key, place, take(reads, key), processor, arguments)));
    } else {
      runTogether(entries, reads, results);
    }
  }

  private static <K, V> Read<V> take(Map<K, Read<V>> reads, K key) {
    return requireNonNull(reads.remove(key));
  }

  private static <K, T> void add(
      Map<K, EntryProcessorResult<T>> results, K key, @Nullable EntryProcessorResult<T> result) {
    if (result != null) {
      results.put(key, result);
    }
  }

  private void runTogether(
      Map<K, EntryPlace<V>> entries,
      Map<K, Read<V>> reads,
      Map<K, EntryProcessorResult<T>> results) {
    List<Decided<K, V, T>> decided = new ArrayList<>();
    try (EntryChanges<V> changes = view.changes()) {
      Set<Pending<V>> made;
      try {
        entries.forEach(
            (key, place) -> {
              try {
                decided.add(decide(key, place, take(reads, key), changes));
              } catch (Throwable e) {
                results.put(key, new Failed<>(e));
              }
            });
        made = make(decided, changes);
      } finally {
        decided.forEach(each -> each.loads().close()); // what runs alone loads by itself
      }
      for (Decided<K, V, T> each : decided) {
        add(
            results,
            each.key(),
            each.change() == null || made.contains(each.change()) ? settle(each) : runAlone(each));
      }
    }
  }

  /**
   * As writes: a processor that runs in another thread must not be outrun.
   *
   * @return what was made; the others go by themselves
   */
  private Set<Pending<V>> make(List<Decided<K, V, T>> decided, EntryChanges<V> changes) {
    List<EntryPlace<V>> changed =
        decided.stream().filter(each -> each.change() != null).map(Decided::place).toList();
    Held held;
    try {
      held = cache.locks().pass(changed);
    } catch (CacheException e) {
      return Set.of(); // each will say so by itself
    }
    Set<Pending<V>> made = new HashSet<>();
    try (held) {
      for (Decided<K, V, T> each : decided) {
        if (each.change() != null && each.loads().isUpToDate()) {
          made.add(each.change());
        } else if (each.change() != null) {
          changes.leaveOut(each.change()); // it was decided by what was outdated meanwhile
        }
      }
      held.inStore();
      cache.locks().outdate(changedBy(decided));
      changes.make();
      decided.forEach(ProcessorBatch::withdrawOutdated);
    } catch (RuntimeException e) {
      changes.fail(e);
    } catch (Throwable e) {
      changes.fail(new CacheException("Cache '%s': the store failed".formatted(cache.name()), e));
    }
    return made;
  }

  private static <K, V, T> List<EntryPlace<V>> changedBy(List<Decided<K, V, T>> decided) {
    return decided.stream()
        .filter(
            each ->
                each.decision() instanceof Decision.Store
                    || each.decision() instanceof Decision.Remove)
        .map(Decided::place)
        .toList();
  }

  private static <K, V, T> void withdrawOutdated(Decided<K, V, T> decided) {
    Pending<V> change = decided.change();
    if (change != null
        && decided.decision() instanceof Decision.Load
        && change.isStored()
        && !decided.loads().isUpToDate()) {
      decided.place().withdraw(change.sealed());
    }
  }

  // Of what was read the processor may have changed the object.
  private @Nullable EntryProcessorResult<T> runAlone(Decided<K, V, T> decided) {
    return single.result(decided.key(), decided.place(), null, processor, arguments);
  }

  private Decided<K, V, T> decide(
      K key, EntryPlace<V> place, Read<V> seen, EntryChanges<V> changes) {
    ProcessorLoads<K, V> loads = new ProcessorLoads<>(cache, key, place);
    try {
      Decision<V, @Nullable T> decision =
          cache
              .locks()
              .<Decision<V, @Nullable T>>process(
                  place, () -> single.process(key, seen, processor, loads::load, arguments));
      Pending<V> change = change(place, seen, decision, changes);
      return new Decided<>(key, place, seen, decision, change, loads);
    } catch (Throwable e) {
      loads.close();
      throw e;
    }
  }

  private static <V> @Nullable Pending<V> change(
      EntryPlace<V> place, Read<V> seen, Decision<V, ?> decision, EntryChanges<V> changes) {
    if (decision instanceof Decision.Store<V, ?> store) {
      return changes.compareAndSet(place, seen, store.value());
    }
    if (decision instanceof Decision.Load<V, ?> load) {
      return changes.compareAndSet(place, seen, load.value());
    }
    if (decision instanceof Decision.Remove && !(seen instanceof Read.Absent)) {
      return changes.compareAndRemove(place, seen);
    }
    return decision instanceof Decision.Touch ? changes.touch(place) : null;
  }

  private @Nullable EntryProcessorResult<T> settle(Decided<K, V, T> decided) {
    try {
      Compared<V> compared =
          decided.change() == null ? Compared.of(Written.STORED) : decided.change().outcome();
      if (compared.written() == Written.LOST) {
        cache.store().statistics().lostRace();
        return single.result(
            decided.key(), decided.place(), requireNonNull(compared.found()), processor, arguments);
      }
      single.count(
          new EntryUpdate.Outcome<V, @Nullable T>(
              decided.decision(), compared.written(), decided.seen()));
      T value = decided.decision().result();
      return value == null ? null : () -> value;
    } catch (Throwable e) {
      return new Failed<>(e);
    }
  }
}
