package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.managerstore.OpenedStore;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.store.ListedEntry;
import java.util.Iterator;
import java.util.Properties;
import java.util.function.LongConsumer;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a store holds by the keys that sealed it, without a key: entries name their keys by
 * ids, which are public. For tools; an application that has the cache open asks {@link
 * StoredEntries}.
 *
 * <p>It opens the store by itself, as the settings say and as a cache manager would: over a
 * provider of members or nodes this JVM becomes one of them until it is closed, and what is in
 * other JVMs alone, as Caffeine's caches are, isn't seen. It writes no entry, changes no expiry and
 * creates no cache on a server. Thread-safe.
 */
public final class StoreCensus implements AutoCloseable {
  private final OpenedStore store;

  StoreCensus(OpenedStore store) {
    this.store = store;
  }

  /**
   * Opens the store that settings name, from the same places and by the same precedence as a cache
   * manager's; those of keys are not looked at.
   *
   * @param properties settings, and what else the store is to be given; null: none
   * @param classLoader finds the store's provider and {@code sealcache.properties}; null: the one
   *     of this class
   * @throws IllegalArgumentException if a setting is unknown or wrong
   * @throws CacheException if the store can't be found or opened
   */
  public static StoreCensus open(
      @Nullable Properties properties, @Nullable ClassLoader classLoader) {
    return new StoreCensus(
        OpenedStore.open(properties, classLoader, EncryptedCachingProvider.class));
  }

  /**
   * Walks over a cache, while others read and write it, and counts its entries; what is written or
   * removed meanwhile may be counted or not.
   *
   * @param cacheName as the application named it
   * @throws CacheException if the store has no such cache. Redis and nodes of Infinispan don't know
   *     that of one without entries, and none are counted
   */
  public KeyCensus count(String cacheName) {
    return count(cacheName, counted -> {});
  }

  /**
   * As {@link #count(String)}, with progress.
   *
   * @param progress told how many entries were counted so far, each 1,000 and at the end, on this
   *     thread
   */
  public KeyCensus count(String cacheName, LongConsumer progress) {
    requireNonNull(progress, "progress");
    return KeyCensus.of(entries(requireNonNull(cacheName, "cacheName")), progress);
  }

  private Iterator<ListedEntry> entries(String cacheName) {
    Iterator<ListedEntry> entries = store.adapter().walk(store.manager(), cacheName);
    if (entries == null) {
      throw new CacheException(
          ("%s has no cache '%s' here: compare the name, %s and %s with those of the application,"
                  + " which must have created it")
              .formatted(
                  store.provider().getName(),
                  cacheName,
                  Setting.STORE_PROVIDER.propertyName(),
                  Setting.STORE_URI.propertyName()));
    }
    return entries;
  }

  /** Closes the store's manager. */
  @Override
  public void close() {
    store.close();
  }

  @Override
  public String toString() {
    return "StoreCensus[" + store.provider().getName() + "]";
  }
}
