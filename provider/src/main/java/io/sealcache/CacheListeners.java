package io.sealcache;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.locks.EntryLocks.Doing;
import io.sealcache.internal.locks.EntryLocks.EntryLock;
import io.sealcache.internal.seal.ListenerBridge;
import io.sealcache.internal.store.ApplicationObject;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The application's listeners of one cache: those at work, each about the entries of one tenant,
 * and those its configuration names. Thread-safe.
 */
final class CacheListeners<K, V> {
  private final Cache<K, V> cache;
  private final CacheConfiguration<K, V> configuration;
  private final CacheComponents<K, V> components;
  private final ConcurrentMap<CacheEntryListenerConfiguration<K, V>, ListenerBridge<K, V>>
      registrations = new ConcurrentHashMap<>();

  /**
   * For the listeners of one cache.
   *
   * @param cache the events' source
   */
  CacheListeners(
      Cache<K, V> cache, CacheConfiguration<K, V> configuration, CacheComponents<K, V> components) {
    this.cache = cache;
    this.configuration = configuration;
    this.components = components;
  }

  /** Puts to work the listeners that the cache was configured with. */
  void attachConfigured() {
    for (var listener : configuration.snapshot().getCacheEntryListenerConfigurations()) {
      attach(components.tenant().nameForConfiguredListeners(), listener);
    }
  }

  /**
   * Puts one more to work.
   *
   * @throws IllegalArgumentException if it is registered already
   */
  void register(CacheEntryListenerConfiguration<K, V> listener) {
    String tenant = components.tenant().name();
    configuration.addListener(listener);
    try {
      attach(tenant, listener);
    } catch (Throwable e) {
      configuration.removeListener(listener);
      throw e;
    }
    if (cache.isClosed()) {
      throw new IllegalStateException(
          "Cache '" + cache.getName() + "' was closed during this call");
    }
  }

  private void attach(@Nullable String tenant, CacheEntryListenerConfiguration<K, V> listener) {
    registrations.put(listener, components.store().register(tenant, cache, listener, this::tell));
    if (cache.isClosed()) { // by then close() may not have seen it
      deregister(listener);
    }
  }

  private void tell(Collection<StoredKey> keys, Runnable telling) {
    try (EntryLock told = components.locks().begin(Doing.TELLS, keys)) {
      telling.run();
    }
  }

  /** Ends one; nothing happens if it is not registered. */
  void deregister(CacheEntryListenerConfiguration<K, V> listener) {
    ListenerBridge<K, V> registration = registrations.remove(listener);
    if (registration != null) {
      configuration.removeListener(listener);
      registration.close();
    }
  }

  /** Ends all; what fails meanwhile is added to {@code failure}. */
  void close(CacheException failure) {
    for (CacheEntryListenerConfiguration<K, V> listener : registrations.keySet()) {
      ListenerBridge<K, V> registration = registrations.remove(listener);
      if (registration != null) { // else deregister() closes it
        ApplicationObject.closeAfter(failure, registration);
      }
    }
  }
}
