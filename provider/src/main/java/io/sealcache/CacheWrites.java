package io.sealcache;

import static io.sealcache.internal.seal.Decision.Kind.KEEP;
import static io.sealcache.internal.seal.Decision.Kind.REMOVE;
import static io.sealcache.internal.seal.Decision.Kind.STORE;
import static io.sealcache.internal.seal.Decision.Kind.TOUCH;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.locks.EntryLocks.EntryLock;
import io.sealcache.internal.seal.Decision;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.EntryChange;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.TenantStore;
import io.sealcache.internal.seal.WriteOutcome;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations that write one entry. Thread-safe. */
record CacheWrites<K, V>(CacheComponents<K, V> cache) {
  /** Asks the store alone: what is there, readable or not, is replaced. */
  void put(TenantStore<K, V> view, K key, V value) {
    EntryAccess<V> entry = view.entry(key);
    SealedBytes sealed = entry.seal(value); // or the writer hears of what can't be
    WriteOutcome written;
    try (EntryLock held = cache.locks().pass(entry)) {
      cache.writes().write(key, value);
      held.inStore();
      cache.locks().outdate(entry);
      written = cache.writes().follow(entry, sealed, () -> entry.put(sealed));
    }
    cache.statistics().put(written == WriteOutcome.STORED ? 1 : 0);
  }

  boolean putIfAbsent(TenantStore<K, V> view, K key, V value) {
    var outcome =
        this.<Boolean>update(
            view,
            key,
            seen ->
                cache.value(seen) == null
                    ? new Decision<>(STORE, value, true)
                    : new Decision<>(KEEP, null, false));
    cache.statistics().read(!outcome.result());
    return outcome.isStored();
  }

  @Nullable V getAndPut(TenantStore<K, V> view, K key, V value) {
    return getAnd(view, key, old -> new Decision<>(STORE, value, old));
  }

  @Nullable V getAndReplace(TenantStore<K, V> view, K key, V value) {
    return getAnd(
        view,
        key,
        old -> old == null ? new Decision<>(KEEP, null, null) : new Decision<>(STORE, value, old));
  }

  @Nullable V getAndRemove(TenantStore<K, V> view, K key) {
    return getAnd(view, key, old -> new Decision<>(REMOVE, null, old));
  }

  private @Nullable V getAnd(
      TenantStore<K, V> view, K key, Function<@Nullable V, Decision<V, @Nullable V>> decide) {
    var outcome = this.<@Nullable V>update(view, key, seen -> decide.apply(cache.value(seen)));
    cache.statistics().read(outcome.result() != null);
    return outcome.result();
  }

  /** Asks the store alone: what is there, readable or not, is replaced. */
  boolean replace(TenantStore<K, V> view, K key, V value) {
    boolean replaced =
        cache.writes().isOn() ? replaceThrough(view, key, value) : replaceBlindly(view, key, value);
    cache.statistics().read(replaced);
    return replaced;
  }

  private boolean replaceThrough(TenantStore<K, V> view, K key, V value) {
    return this.<Boolean>update(
            view,
            key,
            seen ->
                seen instanceof Read.Absent
                    ? new Decision<>(KEEP, null, false)
                    : new Decision<>(STORE, value, true))
        .result();
  }

  private boolean replaceBlindly(TenantStore<K, V> view, K key, V value) {
    EntryAccess<V> entry = view.entry(key);
    SealedBytes sealed = entry.seal(value);
    boolean replaced;
    try (EntryLock held = cache.locks().pass(entry)) {
      held.inStore();
      cache.locks().outdate(entry);
      replaced = entry.replace(sealed) == WriteOutcome.STORED;
    }
    cache.statistics().put(replaced ? 1 : 0);
    return replaced;
  }

  boolean replace(TenantStore<K, V> view, K key, V oldValue, V newValue) {
    return compareAnd(view, key, oldValue, () -> new Decision<>(STORE, newValue, true));
  }

  boolean remove(TenantStore<K, V> view, K key, V oldValue) {
    return compareAnd(view, key, oldValue, () -> new Decision<>(REMOVE, null, true));
  }

  private boolean compareAnd(
      TenantStore<K, V> view, K key, V oldValue, Supplier<Decision<V, Boolean>> onMatch) {
    var outcome =
        this.<Boolean>update(
            view,
            key,
            seen -> {
              V value = cache.value(seen);
              if (value == null) {
                return new Decision<>(KEEP, null, false);
              }
              return view.isEqual(value, oldValue)
                  ? onMatch.get()
                  : new Decision<>(TOUCH, null, false);
            });
    cache.statistics().read(!outcome.isKept());
    return outcome.result();
  }

  /** Asks the store alone: what is there, readable or not, is removed. */
  boolean remove(TenantStore<K, V> view, K key) {
    EntryAccess<V> entry = view.entry(key);
    boolean removed;
    try (EntryLock held = cache.locks().pass(entry)) {
      cache.writes().delete(key);
      held.inStore();
      cache.locks().outdate(entry);
      removed = cache.writes().follow(entry, null, entry::remove);
    }
    cache.statistics().removal(removed ? 1 : 0);
    return removed;
  }

  private <R extends @Nullable Object> EntryChange<V, R> update(
      TenantStore<K, V> view, K key, Function<Read<V>, Decision<V, R>> decide) {
    EntryAccess<V> entry = view.entry(key);
    var outcome = cache.updates().run(key, entry, cache.locks().deadline(), decide);
    cache.statistics().put(outcome.isStored() ? 1 : 0);
    cache.statistics().removal(outcome.isRemoved() ? 1 : 0);
    return outcome;
  }
}
