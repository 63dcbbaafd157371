package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.ProcessorRun.Failed;
import io.sealcache.internal.locks.EntryLock;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.EntryChange;
import io.sealcache.internal.seal.Parts;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.TenantStore;
import io.sealcache.internal.seal.WriteOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
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
  private final TenantStore<K, V> view;
  private final ProcessorRun<K, V, T> single;
  private final Map<K, EntryProcessorResult<T>> results = new HashMap<>();

  /**
   * @param single makes one of its runs
   */
  ProcessorBatch(
      CacheComponents<K, V> cache, TenantStore<K, V> view, ProcessorRun<K, V, T> single) {
    this.cache = cache;
    this.view = view;
    this.single = single;
  }

  /**
   * Runs a processor over all entries of {@code keys}; what came to nothing is left out.
   *
   * @throws RuntimeException what failed before any entry was processed
   * @throws Error likewise, or where each entry came to one: the first; elsewhere it is what the
   *     entry came to, as results of others would be lost
   */
  Map<K, EntryProcessorResult<T>> invokeAll(Set<? extends K> keys) {
    boolean isFirst = true;
    for (Set<K> part : Parts.<K>of(keys)) {
      try {
        run(view.entries(part));
      } catch (Throwable e) {
        if (isFirst) {
          throw e; // nothing was processed yet
        }
        part.forEach(key -> add(key, new Failed<>(e)));
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

  /** One of the entries, about which the processor has decided. */
  private record One<K, V, T>(
      K key, EntryAccess<V> entry, Decided<V, @Nullable T> decided, EntryLoads<K, V> loads) {
    boolean isUpToDate() {
      return loads.isUpToDate(key);
    }

    @Nullable EntryChange<V> change() {
      return decided.change();
    }

    boolean removesAbsent() {
      return Decided.removesAbsent(decided.seen(), decided.decision());
    }
  }

  private void run(Map<K, EntryAccess<V>> entries) {
    int stamp = cache.locks().stamp();
    Map<K, Read<V>> reads = new HashMap<>(view.peekAll(entries));
    if (cache.writes().isOn() || !view.makesTogether()) {
      entries.forEach((key, entry) -> add(key, single.result(key, entry, take(reads, key))));
    } else {
      runTogether(entries, reads, stamp);
    }
  }

  private static <K, V> Read<V> take(Map<K, Read<V>> reads, K key) {
    return requireNonNull(reads.remove(key));
  }

  private void add(K key, @Nullable EntryProcessorResult<T> result) {
    if (result != null) {
      results.put(key, result);
    }
  }

  private void runTogether(Map<K, EntryAccess<V>> entries, Map<K, Read<V>> reads, int stamp) {
    List<One<K, V, T>> all = new ArrayList<>();
    Set<K> done;
    try {
      entries.forEach(
          (key, entry) -> {
            try {
              all.add(decide(key, entry, take(reads, key), stamp));
            } catch (Throwable e) {
              add(key, new Failed<>(e));
            }
          });
      done = make(all);
    } finally {
      all.forEach(one -> one.loads().close()); // what runs alone loads by itself
    }
    for (One<K, V, T> one : all) {
      boolean isDone = (one.change() == null && !one.removesAbsent()) || done.contains(one.key());
      // Of what was read the processor may have changed the object.
      add(
          one.key(),
          isDone
              ? ProcessorRun.result(() -> settle(one))
              : single.result(one.key(), one.entry(), null));
    }
  }

  private One<K, V, T> decide(K key, EntryAccess<V> entry, Read<V> seen, int stamp) {
    EntryLoads<K, V> loads = single.loads(key, entry, stamp);
    try (EntryLock running = cache.locks().process(entry)) {
      Decision<V, @Nullable T> decision = single.process(key, seen, loads);
      return new One<>(key, entry, Decided.of(entry, seen, decision, false), loads);
    } catch (Throwable e) {
      loads.close();
      throw e;
    }
  }

  /**
   * As writes: a processor that runs in another thread must not be outrun.
   *
   * @return those that were made; the others, by what was outdated meanwhile, go by themselves
   */
  private Set<K> make(List<One<K, V, T>> all) {
    List<One<K, V, T>> changing =
        all.stream().filter(one -> one.change() != null || one.removesAbsent()).toList();
    EntryLock held;
    try {
      held = cache.locks().pass(changing.stream().map(One::entry).toList(), single.patience());
    } catch (CacheException e) {
      return Set.of(); // each will say so by itself
    }
    try (held) {
      Map<EntryChange<V>, One<K, V, T>> making = new LinkedHashMap<>();
      changing.stream()
          .filter(one -> one.change() != null && one.isUpToDate())
          .forEach(one -> making.put(requireNonNull(one.change()), one));
      held.inStore();
      changing.stream()
          .filter(one -> one.decided().isOfCaller())
          .forEach(one -> cache.locks().outdate(one.entry()));
      Set<K> done = stillAbsent(changing.stream().filter(One::removesAbsent).toList());
      view.make(making.keySet());
      making.values().forEach(one -> one.decided().withdrawUnless(one::isUpToDate));
      making.values().forEach(one -> done.add(one.key()));
      return done;
    }
  }

  /** Of what was to be removed and absent: what was entered since, no processor has seen. */
  private Set<K> stillAbsent(List<One<K, V, T>> removed) {
    Map<K, EntryAccess<V>> entries = new LinkedHashMap<>();
    removed.forEach(one -> entries.put(one.key(), one.entry()));
    if (!entries.isEmpty()) {
      try {
        Map<K, Read<V>> reads = view.peekAll(entries);
        entries.keySet().removeIf(key -> !(reads.get(key) instanceof Read.Absent));
      } catch (RuntimeException e) {
        entries.clear(); // each will say so by itself
      }
    }
    return new HashSet<>(entries.keySet());
  }

  private @Nullable T settle(One<K, V, T> one) {
    if (one.decided().written() == WriteOutcome.LOST) {
      cache.store().statistics().lostRaces.increment();
      return single.run(one.key(), one.entry(), one.decided().found());
    }
    single.count(one.decided());
    return one.decided().result();
  }
}
