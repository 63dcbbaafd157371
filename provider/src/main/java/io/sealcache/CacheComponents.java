package io.sealcache;

import io.sealcache.store.CacheExpiry;
import io.sealcache.store.EncryptedStore;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What one cache is made of; {@link CacheFactory} makes it whole. Immutable.
 *
 * @param tenant null: the cache has none
 * @param loadExecutor runs {@code loadAll}
 */
record CacheComponents<K, V>(
    String name,
    @Nullable String tenant,
    EncryptedStore<K, V> store,
    EntryUpdate<K, V> updates,
    UnreadablePolicy unreadable,
    ReadThrough<K, V> reads,
    WriteThrough<K, V> writes,
    CacheExpiry expiry,
    CacheStatistics statistics,
    KeyLocks locks,
    Executor loadExecutor) {

  /** Closes the user's code and then the store's cache, whatever of it fails. */
  void close() {
    try (Closing reading = reads::close;
        Closing writing = writes::close;
        Closing expiring = expiry::close;
        Closing storing = store::close) {
      // try-with-resources closes all of them and collects what they throw
    }
  }

  private interface Closing extends AutoCloseable {
    @Override
    void close();
  }
}
