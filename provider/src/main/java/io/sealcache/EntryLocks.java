package io.sealcache;

import io.sealcache.internal.seal.StoreEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import javax.cache.CacheException;

/**
 * The locks of one cache's entries. Where a writer is called they are needed, so that it is called
 * in the order in which the store changes; else they only spare lost races. Thread-safe.
 *
 * @param needed whether not having one is an error
 * @param timeout how long one that is needed is waited for, and races may be lost
 */
record EntryLocks(String cacheName, KeyLocks locks, boolean needed, Duration timeout) {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /**
   * Locks one entry.
   *
   * @throws CacheException if that took too long or the thread was interrupted, where it is needed
   */
  KeyLocks.Held lock(StoreEntry<?> entry) {
    return lock(List.of(entry.key().text()));
  }

  /**
   * Locks all, in the order given, where that is needed.
   *
   * @throws CacheException as above
   */
  KeyLocks.Held lockIfNeeded(Collection<? extends StoreEntry<?>> entries) {
    return lock(needed ? entries.stream().map(entry -> entry.key().text()).toList() : List.of());
  }

  private KeyLocks.Held lock(List<String> keys) {
    KeyLocks.Held held = locks.lockAll(keys, needed ? timeout : PATIENCE);
    if (needed && held.isTimedOut()) {
      held.close();
      throw new CacheException(
          ("Cache '%s': another thread is writing this key through, and this one waited %d ms for it"
                  + " or was interrupted; setting contention-timeout is how long it waits")
              .formatted(cacheName, timeout.toMillis()));
    }
    return held;
  }
}
