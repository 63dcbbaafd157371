package io.sealcache;

import io.sealcache.encryption.OnUnreadable;
import io.sealcache.internal.application.ApplicationCode;
import io.sealcache.internal.application.ReadThrough;
import io.sealcache.internal.application.WriteThrough;
import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.Read;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one cache; {@link CacheFactory} makes it whole. Immutable.
 *
 * @param onUnreadable how an operation that needs a value treats an entry that can't be opened
 * @param keys of the manager
 * @param loadExecutor runs {@code loadAll}; null where there is no loader
 */
record CacheComponents<K, V>(
    String name,
    CurrentTenant tenant,
    EncryptedStore<K, V> store,
    EntryUpdate<K, V> updates,
    OnUnreadable onUnreadable,
    ApplicationCode<K, V> code,
    CacheStatistics statistics,
    EntryLocks locks,
    ManagerKeys keys,
    @Nullable Executor loadExecutor) {

  ReadThrough<K, V> reads() {
    return code.reads();
  }

  WriteThrough<K, V> writes() {
    return code.writes();
  }

  /**
   * The value that was read; null where there is none.
   *
   * @throws UnreadableEntryException if the entry can't be opened and the cache fails on that
   */
  @Nullable V value(Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      return present.value();
    }
    if (onUnreadable == OnUnreadable.FAIL && read instanceof Read.Unreadable<V> unreadable) {
      throw new UnreadableEntryException(name, unreadable.reason(), unreadable.explanation());
    }
    return null;
  }

  /** Closes the store's cache, and user code even if that fails. */
  void close() {
    try {
      if (writes().isOn()) {
        writes().shut();
        locks.awaitHolders(); // who have to tell the store what the writer heard
      }
      store.close();
    } finally {
      code.close();
    }
  }
}
