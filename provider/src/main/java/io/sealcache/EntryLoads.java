package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.locks.EntryLock;
import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.locks.EntryLocks.WaitBudget;
import io.sealcache.internal.locks.KeyState.Load;
import io.sealcache.internal.seal.Decision;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.EntryChange;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.TenantStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The loads of one operation: its own keys by one call of the loader, and those that other threads
 * load by waiting for them. Each caller gets objects of its own. Until it is closed, who misses the
 * same entries gets what it loaded. One thread's.
 */
final class EntryLoads<K, V> implements AutoCloseable {
  private final CacheComponents<K, V> cache;
  private final TenantStore<K, V> view;
  private final Map<K, EntryAccess<V>> entries;
  private final int stamp;
  private final boolean alone;
  private final EntryLocks locks;
  private final WaitBudget patience;
  private final Map<K, Load> loads = new LinkedHashMap<>();
  private final Map<K, V> values = new HashMap<>();

  /**
   * @param entries of all keys
   * @param stamp of before they were read
   * @param alone whether there is but one, for which {@code load} of the loader is called
   * @param patience of the operation
   */
  EntryLoads(
      CacheComponents<K, V> cache,
      TenantStore<K, V> view,
      Map<K, EntryAccess<V>> entries,
      int stamp,
      boolean alone,
      WaitBudget patience) {
    this.cache = cache;
    this.view = view;
    this.entries = entries;
    this.stamp = stamp;
    this.alone = alone;
    this.locks = cache.locks();
    this.patience = patience;
  }

  /**
   * The values for keys that were missed, which enter the cache; one without is left out.
   *
   * @param seen what was read of them
   * @throws CacheLoaderException if the loader fails, here or in the thread that was waited for, or
   *     another thread's took too long
   */
  Map<K, V> load(Set<K> missing, Map<K, Read<V>> seen) {
    return load(missing, seen, true);
  }

  /**
   * As above, of one that is absent, and that its caller enters while nobody has changed it; null
   * if it has no value. A second call loads again.
   */
  @Nullable V loadOnly(K key) {
    close();
    values.clear();
    return load(Set.of(key), Map.of(), false).get(key);
  }

  private Map<K, V> load(Set<K> missing, Map<K, Read<V>> seen, boolean entering) {
    Map<K, Read<V>> reads = new HashMap<>(seen);
    Set<K> left = missing;
    while (!left.isEmpty()) { // again what another thread gave up
      left = loadOrAwait(left, reads, entering);
    }
    return values;
  }

  /** Whether nobody changed the entry in this JVM since it was loaded, if it was. */
  boolean isUpToDate(K key) {
    Load load = loads.get(key);
    return load == null || load.isUpToDate();
  }

  private Load load(K key) {
    return requireNonNull(loads.get(key));
  }

  private EntryAccess<V> entry(K key) {
    return requireNonNull(entries.get(key));
  }

  /** Returns the keys whose loads were given up by others. */
  private Set<K> loadOrAwait(Set<K> missing, Map<K, Read<V>> reads, boolean entering) {
    Set<K> ours = new LinkedHashSet<>(missing);
    Set<K> others = new LinkedHashSet<>(missing);
    try {
      for (K key : missing) {
        Load load = locks.load(entry(key), alone);
        loads.put(key, load);
        (load.isOurs() ? others : ours).remove(key);
      }
      Map<K, V> loaded = loaded(ours, reads);
      values.putAll(loaded);
      if (entering) {
        enter(loaded, reads);
      } else {
        loaded.forEach(this::share);
      }
    } catch (Throwable e) { // maybe of this thread alone: who waits finds out by itself
      close();
      throw e;
    }
    others.removeIf(this::isTaken); // only now, when nobody waits for this thread
    return others;
  }

  private boolean isTaken(K key) {
    Load load = load(key);
    boolean isTaken =
        locks.await(load, patience)
            && (load.value() == null || found(key, entry(key).open(load.value())));
    if (!isTaken) {
      load.unshare(); // it doesn't open here
      loads.remove(key);
      locks.end(load);
    }
    return isTaken;
  }

  private boolean found(K key, @Nullable Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      values.put(key, present.value());
    }
    return read instanceof Read.Present;
  }

  /** The loader's values for those of ours that are not there by now. */
  private Map<K, V> loaded(Set<K> ours, Map<K, Read<V>> reads) {
    if (stamp != locks.stamp() && !ours.isEmpty()) {
      reads.putAll(peek(ours));
      ours.removeIf(key -> isThere(key, reads.get(key)));
    }
    Map<K, V> loaded = new HashMap<>();
    if (alone) {
      ours.forEach(key -> loadAlone(key, loaded));
    } else {
      loaded.putAll(cache.reads().loadAll(ours));
    }
    ours.stream().filter(key -> !loaded.containsKey(key)).forEach(key -> load(key).end(null));
    return loaded;
  }

  private void loadAlone(K key, Map<K, V> loaded) {
    try {
      V value = cache.reads().load(key);
      if (value != null) {
        loaded.put(key, value);
      }
    } catch (Throwable e) { // about this key: all who wait for it throw the same
      load(key).fail(e);
      throw e;
    }
  }

  private Map<K, Read<V>> peek(Set<K> keys) {
    Map<K, EntryAccess<V>> places = new LinkedHashMap<>(entries);
    places.keySet().retainAll(keys);
    return view.peekAll(places);
  }

  private boolean isThere(K key, @Nullable Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      load(key).end(present.stored());
    }
    return found(key, read);
  }

  // Whoever enters it may yet replace what can't be sealed.
  private void share(K key, V value) {
    try {
      load(key).end(entry(key).seal(value));
    } catch (CacheException e) {
      load(key).fail(e);
    }
  }

  /** Enters what was loaded, together, except entries that others change or have changed. */
  private void enter(Map<K, V> loaded, Map<K, Read<V>> reads) {
    Map<K, EntryChange<V, Boolean>> entered = new LinkedHashMap<>();
    loaded.forEach(
        (key, value) -> {
          // Whoever holds it by then may have seen nothing there, and left it so.
          var entering = new Decision.Load<>(value, load(key)::mayEnter, true);
          Read<V> seen = requireNonNull(reads.get(key));
          EntryChange<V, Boolean> change = new EntryChange<>(entry(key), seen, entering, false);
          load(key).end(change.sealed());
          entered.put(key, change);
        });
    Set<K> others = new LinkedHashSet<>(entered.keySet());
    entered.keySet().removeIf(key -> !load(key).mayEnter());
    others.removeAll(entered.keySet());
    view.make(entered.values());
    entered.forEach((key, change) -> found(key, change.found())); // of all, before one fails
    if (!others.isEmpty()) {
      peek(others).forEach(this::found);
    }
    entered.values().forEach(EntryChange::written); // or what the store threw
    loads.values().stream().filter(Load::isOurs).forEach(locks::end);
    loads.values().removeIf(Load::isOurs);
  }

  /**
   * Loads all, and replaces what is there, except entries that are changed while the loader runs.
   */
  void replace() {
    entries.forEach((key, entry) -> loads.put(key, locks.loadUnshared(entry)));
    Map<K, V> loaded = cache.reads().loadAll(entries.keySet());
    loads.values().forEach(load -> load.end(null)); // nobody waits
    Map<K, EntryAccess<V>> found = new LinkedHashMap<>(entries);
    found.keySet().retainAll(loaded.keySet());
    Map<K, SealedBytes> sealed = view.seal(found, loaded);
    // As a write: a value on its way through a writer must not be overtaken by an older one.
    try (EntryLock held = locks.pass(found.values(), patience)) {
      found.keySet().forEach(key -> load(key).outdateOthers());
      found.keySet().removeIf(key -> !isUpToDate(key));
      if (found.isEmpty()) {
        return;
      }
      held.inStore();
      EachInTurn.run(
          List.<Runnable>of(
              () -> {
                var unused = view.beginPutAll(found, sealed).getAsInt(); // no loads are counted
              },
              () -> EachInTurn.run(found.keySet(), key -> withdrawOutdated(key, sealed))),
          Runnable::run);
    }
  }

  private void withdrawOutdated(K key, Map<K, SealedBytes> written) {
    if (!isUpToDate(key)) {
      entry(key).withdraw(requireNonNull(written.get(key)));
    }
  }

  @Override
  public void close() {
    loads.values().forEach(locks::end);
    loads.clear();
  }
}
