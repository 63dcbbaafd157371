package io.sealcache;

import static io.sealcache.internal.seal.Decision.Kind.LOAD;
import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.locks.EntryLocks.Doing;
import io.sealcache.internal.locks.EntryLocks.EntryLock;
import io.sealcache.internal.locks.Load;
import io.sealcache.internal.seal.Decision;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.EntryChange;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.TenantStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The loads of one operation: its own keys by one call of the loader, and those that other threads
 * load by waiting for them. Each caller gets objects of its own. One thread's.
 */
final class EntryLoads<K, V> implements AutoCloseable {
  private final CacheComponents<K, V> cache;
  private final TenantStore<K, V> view;
  private final Map<K, EntryAccess<V>> entries;
  private int stamp;
  private final boolean alone;
  private final long deadline;
  private final Map<K, V> values = new HashMap<>();
  private boolean shares = true; // until another's value doesn't open here
  private @Nullable Load load; // the latest

  /**
   * @param entries of all keys
   * @param stamp of before they were read
   * @param alone whether there is but one, for which {@code load} of the loader is called
   * @param deadline of the operation
   */
  EntryLoads(
      CacheComponents<K, V> cache,
      TenantStore<K, V> view,
      Map<K, EntryAccess<V>> entries,
      int stamp,
      boolean alone,
      long deadline) {
    this.cache = cache;
    this.view = view;
    this.entries = entries;
    this.stamp = stamp;
    this.alone = alone;
    this.deadline = deadline;
  }

  /**
   * The values for keys that were missed, which enter the cache; one without is left out.
   *
   * @param seen what was read of them
   * @throws CacheLoaderException if the loader fails, or another thread's took too long
   */
  Map<K, V> load(Set<K> missing, Map<K, Read<V>> seen) {
    Map<K, Read<V>> reads = new HashMap<>(seen);
    return load(missing, reads, (own, loaded) -> enter(own, loaded, reads));
  }

  /**
   * As above, of one that is absent, and that its caller enters while nobody has changed it; null
   * if it has no value. A second call loads again.
   */
  @Nullable V loadOnly(K key) {
    values.clear();
    return load(Set.of(key), new HashMap<>(), this::share).get(key);
  }

  private Map<K, V> load(
      Set<K> missing, Map<K, Read<V>> reads, BiConsumer<Load, Map<K, V>> entering) {
    Set<K> left = new LinkedHashSet<>(missing);
    while (!left.isEmpty()) { // again what another thread gave up
      close();
      Load own = new Load(cache.locks(), alone, shares);
      load = own;
      Map<K, Load> others = new LinkedHashMap<>();
      Map<K, EntryAccess<V>> ours = places(left);
      try {
        ours.forEach((key, entry) -> others.put(key, own.join(entry)));
        others.values().removeIf(own::equals);
        ours.keySet().removeAll(others.keySet());
        Set<K> there = there(own, ours, reads);
        left.removeAll(there);
        ours.keySet().removeAll(there);
        if (ours.isEmpty()) {
          own.end();
        } else if (there.isEmpty()) {
          entering.accept(own, loaded(ours));
        } else {
          continue; // who waits for those doesn't wait for the loader of others
        }
      } catch (Throwable e) { // maybe of this thread alone: who waits finds out by itself
        close();
        throw e;
      }
      left.removeAll(ours.keySet());
      // Only now, when nobody waits for this thread.
      left.removeIf(key -> isTaken(key, requireNonNull(others.get(key))));
    }
    return values;
  }

  private Map<K, EntryAccess<V>> places(Set<K> keys) {
    Map<K, EntryAccess<V>> places = new LinkedHashMap<>(entries);
    places.keySet().retainAll(keys);
    return places;
  }

  private EntryAccess<V> entry(K key) {
    return requireNonNull(entries.get(key));
  }

  private boolean isTaken(K key, Load other) {
    boolean isEnded = other.await(deadline);
    SealedBytes value = other.value(entry(key)); // also of what is given up for another's sake
    if (value == null) {
      return isEnded;
    }
    boolean isFound = found(key, entry(key).open(value));
    shares &= isFound;
    return isFound;
  }

  private boolean found(K key, @Nullable Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      values.put(key, present.value());
    }
    return read instanceof Read.Present;
  }

  /** Those of ours that another's load has entered since they were missed. */
  private Set<K> there(Load own, Map<K, EntryAccess<V>> ours, Map<K, Read<V>> reads) {
    if (ours.isEmpty() || stamp == cache.locks().stamp()) {
      return Set.of();
    }
    stamp = cache.locks().stamp();
    Set<K> there = new HashSet<>(ours.keySet());
    reads.putAll(view.peekAll(ours));
    there.removeIf(key -> !isThere(own, key, reads.get(key)));
    return there;
  }

  /** The loader's values, one for each entry that it has one for. */
  private Map<K, V> loaded(Map<K, EntryAccess<V>> ours) {
    List<StoredKey> keys = ours.values().stream().map(EntryAccess::key).toList();
    try (EntryLock running = cache.locks().begin(Doing.RUNS, keys)) {
      Map<K, V> loaded = cache.reads().load(ours.keySet(), alone);
      values.putAll(loaded);
      return loaded;
    }
  }

  private boolean isThere(Load own, K key, @Nullable Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      own.give(entry(key), present.stored());
    }
    return found(key, read);
  }

  // Whoever enters it may yet replace what can't be sealed.
  private void share(Load own, Map<K, V> loaded) {
    try {
      loaded.forEach((key, value) -> own.give(entry(key), entry(key).seal(value)));
      own.end();
    } catch (CacheException e) {
      own.giveUp();
    }
  }

  /** Whether nobody changed the entry in this JVM since it was loaded, if it was. */
  boolean isUpToDate(K key) {
    return load == null || load.isUpToDate(entry(key));
  }

  /** Enters what was loaded, together, except entries that others change or have changed. */
  private void enter(Load own, Map<K, V> loaded, Map<K, Read<V>> reads) {
    Map<K, EntryChange<V, Boolean>> entered = new LinkedHashMap<>();
    loaded.forEach(
        (key, value) -> {
          // Whoever holds it by then may have seen nothing there, and left it so.
          var entering = new Decision<>(LOAD, value, true, () -> own.mayEnter(entry(key)));
          Read<V> seen = requireNonNull(reads.get(key));
          EntryChange<V, Boolean> change = new EntryChange<>(entry(key), seen, entering, false);
          own.give(entry(key), change.sealed());
          entered.put(key, change);
        });
    own.end();
    EntryChange.makeAll(entered.values());
    entered.forEach((key, change) -> found(key, change.found())); // of all, before one fails
    entered.values().forEach(EntryChange::written); // or what the store threw
    close();
  }

  /**
   * Loads all, and replaces what is there, except entries that are changed while the loader runs.
   */
  void replace() {
    Load own = new Load(cache.locks(), false, false);
    load = own;
    entries.values().forEach(own::join);
    Map<K, V> loaded = loaded(entries);
    Map<K, EntryAccess<V>> found = places(loaded.keySet());
    Map<K, SealedBytes> sealed = view.seal(found, loaded);
    sealed.forEach((key, value) -> own.give(entry(key), value));
    own.end(); // for which nobody waits
    // As a write: a value on its way through a writer must not be overtaken by an older one.
    try (EntryLock held = cache.locks().hold(found.values(), false, deadline)) {
      found
          .values()
          .removeIf(entry -> !cache.locks().outdateOthers(entry, own, () -> own.isUpToDate(entry)));
      if (!found.isEmpty()) {
        held.inStore();
        Runnable storing =
            () -> {
              var unused = view.beginPutAll(found, sealed).getAsInt(); // no loads are counted
            };
        Runnable looking =
            () -> EachInTurn.run(found.values(), entry -> withdrawOutdated(entry, own));
        EachInTurn.run(List.of(storing, looking), Runnable::run);
      }
    }
  }

  private void withdrawOutdated(EntryAccess<V> entry, Load written) {
    if (!written.isUpToDate(entry)) {
      entry.withdraw(requireNonNull(written.value(entry)));
    }
  }

  /** Has the next who misses an entry load again. */
  @Override
  public void close() {
    if (load != null) {
      load.close();
    }
  }
}
