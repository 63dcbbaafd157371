package io.sealcache;

import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.text.PrintableUri;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** The caches of one manager, by name; once this is closed none is opened. Thread-safe. */
final class OpenCaches {
  private final CacheManager manager;
  private final WrappedManager wrapped;
  private final CacheFactory factory;
  private final DeclaredCaches declared;
  private final Management management;
  // Guards itself, and closed, so that close() misses no cache that is being opened.
  private final Map<String, EncryptedCache<?, ?>> caches = new HashMap<>();
  private volatile boolean closed;

  OpenCaches(
      CacheManager manager,
      WrappedManager wrapped,
      CacheFactory factory,
      DeclaredCaches declared,
      Management management) {
    this.manager = manager;
    this.wrapped = wrapped;
    this.factory = factory;
    this.declared = declared;
    this.management = management;
  }

  /** Opens those that the store's own configuration declares. */
  void openDeclared() {
    synchronized (caches) {
      declared
          .all()
          .forEach(
              (name, configuration) ->
                  open(
                      name, new CacheConfiguration<>(configuration), CacheFactory.Origin.DECLARED));
    }
  }

  /**
   * @throws CacheException if there is one of this name, it is no cache's, or the store refuses
   * @throws IllegalArgumentException if a setting of the cache is wrong, or the store's template
   *     for it has other types
   */
  <K, V> EncryptedCache<K, V> create(String name, Configuration<K, V> configuration) {
    synchronized (caches) {
      ensureOpen();
      if (caches.containsKey(name)) {
        throw new CacheException("A cache named '" + name + "' exists already");
      }
      WrappedManager.checkName(name);
      wrapped.checkCreation(name);
      EncryptedConfiguration<K, V> own =
          new EncryptedConfiguration<>(wrapped.<K, V>inTermsOfJCache(configuration), configuration);
      declared.applyTemplate(name, own);
      return open(name, new CacheConfiguration<>(own), CacheFactory.Origin.CREATED);
    }
  }

  /**
   * Opened by this JVM, declared by the store's configuration or created by another JVM.
   *
   * @throws CacheException also if the name is no cache's
   */
  @SuppressWarnings("unchecked") // as JCache defines it: the caller vouches for the types
  <K, V> @Nullable EncryptedCache<K, V> find(String name) {
    synchronized (caches) {
      EncryptedCache<?, ?> cache = opened(name);
      if (cache == null) {
        WrappedManager.checkName(name);
        EncryptedConfiguration<Object, Object> others = declared.find(name);
        if (others == null) {
          others = factory.find(name);
        }
        cache =
            others == null
                ? null
                : open(name, new CacheConfiguration<>(others), CacheFactory.Origin.CREATED);
      }
      return (EncryptedCache<K, V>) cache;
    }
  }

  /** Opened by this JVM; else null. */
  @Nullable EncryptedCache<?, ?> opened(String name) {
    synchronized (caches) {
      ensureOpen();
      return caches.get(name);
    }
  }

  private <K, V> EncryptedCache<K, V> open(
      String name, CacheConfiguration<K, V> own, CacheFactory.Origin origin) {
    EncryptedCache<K, V> cache =
        new EncryptedCache<>(
            manager, this::release, own, factory.create(name, own.snapshot(), origin));
    caches.put(name, cache);
    try {
      cache.listeners().attachConfigured();
      management.register(cache);
    } catch (RuntimeException e) {
      caches.remove(name);
      cache.release();
      throw e;
    }
    return cache;
  }

  Set<String> names() {
    synchronized (caches) {
      ensureOpen();
      return Set.copyOf(caches.keySet());
    }
  }

  /** Those that are open now, also after {@link #close}. */
  List<EncryptedCache<?, ?>> all() {
    synchronized (caches) {
      return List.copyOf(caches.values());
    }
  }

  // Its user closes it: it is no longer managed.
  private void release(EncryptedCache<?, ?> cache) {
    management.unregister(cache);
    synchronized (caches) {
      caches.remove(cache.getName(), cache);
    }
  }

  /**
   * No cache is opened from now on; those that are open are left to the caller.
   *
   * @return false if this was closed already
   */
  boolean close() {
    synchronized (caches) {
      boolean wasOpen = !closed;
      closed = true;
      return wasOpen;
    }
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * @throws IllegalStateException if this is closed
   */
  void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(
          "Cache manager '" + PrintableUri.of(manager.getURI()) + "' is closed");
    }
  }
}
