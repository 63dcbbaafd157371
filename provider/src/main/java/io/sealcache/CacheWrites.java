package io.sealcache;

import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.StoreEntry;
import io.sealcache.internal.seal.Written;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations that write one entry. Thread-safe. */
final class CacheWrites<K, V> {
  private final CacheComponents<K, V> cache;
  private final EncryptedStore<K, V> store;

  CacheWrites(CacheComponents<K, V> cache) {
    this.cache = cache;
    this.store = cache.store();
  }

  /** Asks the store alone: what is there, readable or not, is replaced. */
  void put(@Nullable String tenant, K key, V value) {
    StoreEntry<V> entry = store.entry(tenant, key);
    Written written;
    if (cache.writes().isOn()) {
      try (KeyLocks.Held held = cache.updates().lock(entry)) {
        cache.writes().write(key, value);
        written = entry.put(value);
      }
    } else {
      written = entry.put(value);
    }
    cache.statistics().put(written == Written.STORED ? 1 : 0);
  }

  boolean putIfAbsent(@Nullable String tenant, K key, V value) {
    var outcome =
        this.<Boolean>update(
            tenant,
            key,
            seen ->
                valueOf(seen) == null
                    ? new Decision.Store<>(value, true)
                    : new Decision.Keep<>(false));
    cache.statistics().read(!outcome.result());
    return outcome.isStored();
  }

  @Nullable V getAndPut(@Nullable String tenant, K key, V value) {
    return getAnd(tenant, key, old -> new Decision.Store<>(value, old));
  }

  @Nullable V getAndReplace(@Nullable String tenant, K key, V value) {
    return getAnd(
        tenant,
        key,
        old -> old == null ? new Decision.Keep<>(null) : new Decision.Store<>(value, old));
  }

  @Nullable V getAndRemove(@Nullable String tenant, K key) {
    return getAnd(tenant, key, old -> new Decision.Remove<>(old));
  }

  private @Nullable V getAnd(
      @Nullable String tenant, K key, Function<@Nullable V, Decision<V, @Nullable V>> decide) {
    var outcome = this.<@Nullable V>update(tenant, key, seen -> decide.apply(valueOf(seen)));
    cache.statistics().read(outcome.result() != null);
    return outcome.result();
  }

  /** Asks the store alone: what is there, readable or not, is replaced. */
  boolean replace(@Nullable String tenant, K key, V value) {
    boolean replaced =
        cache.writes().isOn()
            ? replaceThrough(tenant, key, value)
            : replaceBlindly(tenant, key, value);
    cache.statistics().read(replaced);
    return replaced;
  }

  private boolean replaceThrough(@Nullable String tenant, K key, V value) {
    return this.<Boolean>update(
            tenant,
            key,
            seen ->
                seen instanceof Read.Absent
                    ? new Decision.Keep<>(false)
                    : new Decision.Store<>(value, true))
        .result();
  }

  private boolean replaceBlindly(@Nullable String tenant, K key, V value) {
    boolean replaced = store.entry(tenant, key).replace(value) == Written.STORED;
    cache.statistics().put(replaced ? 1 : 0);
    return replaced;
  }

  boolean replace(@Nullable String tenant, K key, V oldValue, V newValue) {
    return compareAnd(tenant, key, oldValue, () -> new Decision.Store<>(newValue, true));
  }

  boolean remove(@Nullable String tenant, K key, V oldValue) {
    return compareAnd(tenant, key, oldValue, () -> new Decision.Remove<>(true));
  }

  private boolean compareAnd(
      @Nullable String tenant, K key, V oldValue, Supplier<Decision<V, Boolean>> onMatch) {
    var outcome =
        this.<Boolean>update(
            tenant,
            key,
            seen -> {
              V value = valueOf(seen);
              if (value == null) {
                return new Decision.Keep<>(false);
              }
              return store.isEqual(value, oldValue) ? onMatch.get() : new Decision.Touch<>(false);
            });
    cache.statistics().read(!(outcome.decision() instanceof Decision.Keep));
    return outcome.result();
  }

  /** Asks the store alone: what is there, readable or not, is removed. */
  boolean remove(@Nullable String tenant, K key) {
    StoreEntry<V> entry = store.entry(tenant, key);
    boolean removed;
    if (cache.writes().isOn()) {
      try (KeyLocks.Held held = cache.updates().lock(entry)) {
        cache.writes().delete(key);
        removed = entry.remove();
      }
    } else {
      removed = entry.remove();
    }
    cache.statistics().removal(removed ? 1 : 0);
    return removed;
  }

  private <R extends @Nullable Object> EntryUpdate.Outcome<V, R> update(
      @Nullable String tenant, K key, Function<Read<V>, Decision<V, R>> decide) {
    var outcome = cache.updates().run(key, store.entry(tenant, key), decide);
    cache.statistics().put(outcome.isStored() ? 1 : 0);
    cache.statistics().removal(outcome.isRemoved() ? 1 : 0);
    return outcome;
  }

  private @Nullable V valueOf(Read<V> seen) {
    return cache.unreadable().value(seen);
  }
}
