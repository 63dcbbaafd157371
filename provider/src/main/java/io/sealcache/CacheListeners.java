package io.sealcache;

import io.sealcache.store.ListenerRegistration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;

/**
 * The user's listeners of one cache: those at work, and those its configuration names. Thread-safe.
 */
final class CacheListeners<K, V> {
  private final CacheConfiguration<K, V> configuration;
  private final Function<CacheEntryListenerConfiguration<K, V>, ListenerRegistration> store;
  private final ConcurrentMap<CacheEntryListenerConfiguration<K, V>, ListenerRegistration>
      registrations = new ConcurrentHashMap<>();

  /**
   * For the listeners of one cache.
   *
   * @param store has the store's events handed to a listener
   */
  CacheListeners(
      CacheConfiguration<K, V> configuration,
      Function<CacheEntryListenerConfiguration<K, V>, ListenerRegistration> store) {
    this.configuration = configuration;
    this.store = store;
  }

  /** Puts to work the listeners that the cache was configured with. */
  void attachConfigured() {
    configuration.snapshot().getCacheEntryListenerConfigurations().forEach(this::attach);
  }

  /**
   * Puts one more to work.
   *
   * @throws IllegalArgumentException if it is registered already
   */
  void register(CacheEntryListenerConfiguration<K, V> listener) {
    configuration.addListener(listener);
    try {
      attach(listener);
    } catch (RuntimeException e) {
      configuration.removeListener(listener);
      throw e;
    }
  }

  private void attach(CacheEntryListenerConfiguration<K, V> listener) {
    registrations.put(listener, store.apply(listener));
  }

  /** Ends one; nothing happens if it is not registered. */
  void deregister(CacheEntryListenerConfiguration<K, V> listener) {
    ListenerRegistration registration = registrations.remove(listener);
    if (registration != null) {
      configuration.removeListener(listener);
      registration.close();
    }
  }

  /** Ends all; what fails meanwhile is added to {@code failure}. */
  void close(CacheException failure) {
    for (ListenerRegistration registration : registrations.values()) {
      try {
        registration.close();
      } catch (RuntimeException e) {
        failure.addSuppressed(e); // the others must be closed all the same
      }
    }
    registrations.clear();
  }
}
