package io.sealcache.internal.locks;

import io.sealcache.internal.seal.Compared;
import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.Replacement;
import io.sealcache.internal.seal.Written;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Enters what was loaded where nothing readable is; if another was faster, its value counts.
 * Thread-safe.
 */
public final class LoadedEntries<V> {
  private final EncryptedStore<?, V> store;
  private final EntryLocks locks;

  public LoadedEntries(EncryptedStore<?, V> store, EntryLocks locks) {
    this.store = store;
    this.locks = locks;
  }

  /** Enters what was loaded for all who miss it, and tells them. */
  public V enter(
      KeyLoads.Load load, EntryPlace<V> entry, Read<V> seen, V loaded, Patience patience) {
    try (Replacement<V> change = entry.replacement(seen, loaded)) {
      // Before anything is waited for: a processor may wait for this load, and this thread for it.
      load.end(new KeyLoads.Result.Loaded(change.sealed()));
      return enter(change, load::isUpToDate, entry, loaded, patience);
    }
  }

  /** Enters what one thread loaded for itself. */
  public V enter(OwnLoad load, EntryPlace<V> entry, Read<V> seen, V loaded, Patience patience) {
    try (Replacement<V> change = entry.replacement(seen, loaded)) {
      return enter(change, load::isUpToDate, entry, loaded, patience);
    }
  }

  private V enter(
      Replacement<V> change,
      BooleanSupplier isUpToDate,
      EntryPlace<V> entry,
      V loaded,
      Patience patience) {
    if (locks.isOwn(entry)) {
      return loaded; // called by a processor of this very entry, which it would outrun
    }
    try (Held held = locks.passIfPossible(entry, patience)) {
      if (!isUpToDate.getAsBoolean()) {
        return valueOr(loaded, entry.peek());
      }
      Compared<V> compared = entry.compareAndSet(change, () -> {});
      if (compared.written() == Written.LOST) {
        lostRace();
        return valueOr(loaded, compared.found());
      }
      if (compared.written() == Written.STORED && !isUpToDate.getAsBoolean()) {
        entry.withdraw(change.sealed()); // a write that looks at nothing came between
      }
      return loaded;
    }
  }

  private static <V> V valueOr(V loaded, @Nullable Read<V> found) {
    return found instanceof Read.Present<V> present ? present.value() : loaded;
  }

  /** Begins to enter an entry; null where somebody is changing it, or this thread is. */
  public @Nullable Held passIfFree(EntryPlace<V> entry) {
    return locks.isOwn(entry) ? null : locks.passIfFree(entry);
  }

  public void lostRace() {
    store.statistics().lostRace();
  }
}
