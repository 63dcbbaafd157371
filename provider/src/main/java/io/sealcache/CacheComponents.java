package io.sealcache;

import io.sealcache.internal.application.ApplicationCode;
import io.sealcache.internal.application.ReadThrough;
import io.sealcache.internal.application.WriteThrough;
import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.seal.EncryptedStore;
import java.util.concurrent.Executor;

/**
 * The parts of one cache; {@link CacheFactory} makes it whole. Immutable.
 *
 * @param keys of the manager
 * @param loadExecutor runs {@code loadAll}
 */
record CacheComponents<K, V>(
    String name,
    CurrentTenant tenant,
    EncryptedStore<K, V> store,
    EntryUpdate<K, V> updates,
    UnreadablePolicy unreadable,
    ApplicationCode<K, V> code,
    CacheStatistics statistics,
    EntryLocks locks,
    ManagerKeys keys,
    Executor loadExecutor) {

  ReadThrough<K, V> reads() {
    return code.reads();
  }

  WriteThrough<K, V> writes() {
    return code.writes();
  }

  /** Closes the store's cache, and user code even if that fails. */
  void close() {
    try {
      store.close();
    } finally {
      code.close();
    }
  }
}
