package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.ProcessorRunner.Failed;
import io.sealcache.internal.locks.Held;
import io.sealcache.internal.seal.EntryChange;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.Parts;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.StoreView;
import io.sealcache.internal.seal.Written;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
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

  /** What was decided about one entry, and the change that it comes to. */
  private record Decided<K, V, T>(
      K key,
      EntryPlace<V> place,
      Read<V> seen,
      Decision<V, @Nullable T> decision,
      @Nullable EntryChange<V> change,
      ProcessorLoads<K, V> loads) {
    void close() {
      loads.close();
      if (change != null) {
        change.close();
      }
    }
  }

  /** Adds to {@code results} what the processor came to, but for nothing. */
  private void run(Map<K, EntryPlace<V>> entries, Map<K, EntryProcessorResult<T>> results) {
    int stamp = cache.locks().stamp();
    Map<K, Read<V>> reads = new HashMap<>(view.peekAll(entries));
    if (cache.writes().isOn() || !view.makesTogether()) {
      entries.forEach(
          (key, place) ->
              add(results, key, single.result(key, place, take(reads, key), processor, arguments)));
    } else {
      runTogether(entries, reads, results, stamp);
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
      Map<K, EntryProcessorResult<T>> results,
      int stamp) {
    List<Decided<K, V, T>> decided = new ArrayList<>();
    Set<EntryChange<V>> made;
    try {
      entries.forEach(
          (key, place) -> {
            try {
              decided.add(decide(key, place, take(reads, key), stamp));
            } catch (Throwable e) {
              results.put(key, new Failed<>(e));
            }
          });
      made = make(decided);
    } finally {
      decided.forEach(Decided::close); // what runs alone loads by itself
    }
    for (Decided<K, V, T> each : decided) {
      boolean isDone = each.change() == null || made.contains(each.change());
      add(results, each.key(), isDone ? settle(each) : runAlone(each));
    }
  }

  /**
   * As writes: a processor that runs in another thread must not be outrun.
   *
   * @return what was made; the others, by what was outdated meanwhile, go by themselves
   */
  private Set<EntryChange<V>> make(List<Decided<K, V, T>> decided) {
    List<Decided<K, V, T>> changing =
        decided.stream().filter(each -> each.change() != null).toList();
    Held held;
    try {
      held = cache.locks().pass(changing.stream().map(Decided::place).toList());
    } catch (CacheException e) {
      return Set.of(); // each will say so by itself
    }
    try (held) {
      List<Decided<K, V, T>> upToDate =
          changing.stream().filter(each -> each.loads().isUpToDate()).toList();
      Set<EntryChange<V>> making = new LinkedHashSet<>();
      upToDate.forEach(each -> making.add(requireNonNull(each.change())));
      held.inStore();
      decided.stream()
          .filter(each -> each.decision().isOfCaller())
          .forEach(each -> cache.locks().outdate(each.place()));
      view.make(making);
      upToDate.forEach(
          each ->
              each.decision()
                  .withdrawUnless(each.loads()::isUpToDate, requireNonNull(each.change())));
      return making;
    }
  }

  // Of what was read the processor may have changed the object.
  private @Nullable EntryProcessorResult<T> runAlone(Decided<K, V, T> decided) {
    return single.result(decided.key(), decided.place(), null, processor, arguments);
  }

  private Decided<K, V, T> decide(K key, EntryPlace<V> place, Read<V> seen, int stamp) {
    ProcessorLoads<K, V> loads = new ProcessorLoads<>(cache, key, place, stamp);
    try {
      Decision<V, @Nullable T> decision =
          cache
              .locks()
              .<Decision<V, @Nullable T>>process(
                  place, () -> single.process(key, seen, processor, loads::load, arguments));
      EntryChange<V> change = decision.change(place, seen);
      if (change == null && decision instanceof Decision.Remove) {
        change = EntryChange.removing(place); // a load may enter it before this takes effect
      }
      return new Decided<>(key, place, seen, decision, change, loads);
    } catch (Throwable e) {
      loads.close();
      throw e;
    }
  }

  private @Nullable EntryProcessorResult<T> settle(Decided<K, V, T> decided) {
    try {
      EntryChange<V> change = decided.change();
      Written written = change == null ? Written.STORED : change.written();
      if (change != null && written == Written.LOST) {
        cache.store().statistics().lostRaces.increment();
        Read<V> found = requireNonNull(change.found());
        return single.result(decided.key(), decided.place(), found, processor, arguments);
      }
      single.count(
          new EntryUpdate.Outcome<V, @Nullable T>(decided.decision(), written, decided.seen()));
      T value = decided.decision().result();
      return value == null ? null : () -> value;
    } catch (Throwable e) {
      return new Failed<>(e);
    }
  }
}
