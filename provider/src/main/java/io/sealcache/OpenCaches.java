package io.sealcache;

import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.text.PrintableUri;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The caches of one manager, by name; once this is closed none is opened. Those of different names
 * are opened beside each other, as user code that this calls may ask for others; none is opened
 * under a name while what had it is being closed. Thread-safe.
 */
final class OpenCaches {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CacheManager manager;
  private final WrappedManager wrapped;
  private final CacheFactory factory;
  private final KnownCaches known;
  private final Openings<String, EncryptedCache<?, ?>> openings =
      new Openings<>(PATIENCE, "Cache '%s'");
  private final AtomicBoolean closed = new AtomicBoolean();

  OpenCaches(
      CacheManager manager, WrappedManager wrapped, CacheFactory factory, KnownCaches known) {
    this.manager = manager;
    this.wrapped = wrapped;
    this.factory = factory;
    this.known = known;
  }

  /** Opens those that the store's own configuration declares. */
  void openDeclared() {
    for (var each : known.declared().entrySet()) {
      String name = each.getKey();
      findOrOpen(name, () -> open(name, each.getValue(), CacheFactory.Origin.DECLARED));
    }
  }

  /**
   * @throws CacheException if there is one of this name, it is no cache's, or the store refuses
   * @throws IllegalArgumentException if a setting of the cache is wrong, or the store's template
   *     for it has other types
   */
  <K, V> EncryptedCache<K, V> create(String name, Configuration<K, V> configuration) {
    AtomicReference<EncryptedCache<K, V>> created = new AtomicReference<>();
    findOrOpen(
        name,
        () -> {
          ensureOpen();
          WrappedManager.checkName(name);
          wrapped.checkCreation(name);
          EncryptedConfiguration<K, V> own =
              new EncryptedConfiguration<>(
                  wrapped.<K, V>inTermsOfJCache(configuration), configuration);
          known.applyTemplate(name, own);
          created.set(open(name, own, CacheFactory.Origin.CREATED));
          return created.get();
        });
    EncryptedCache<K, V> cache = created.get();
    if (cache == null) {
      throw new CacheException("A cache named '" + name + "' exists already");
    }
    return cache;
  }

  /**
   * Opened by this JVM, declared by the store's configuration or created by another JVM.
   *
   * @param types compares what the store or another JVM says with what the caller names, and throws
   *     where that is other; null if the caller names none
   * @throws CacheException also if the name is no cache's, or a codec needs types that the caller
   *     doesn't name
   */
  @SuppressWarnings("unchecked") // as JCache defines it: the caller vouches for the types
  <K, V> @Nullable EncryptedCache<K, V> find(
      String name, @Nullable BiConsumer<Class<?>, Class<?>> types) {
    boolean isAskedByItsOwnCode = openings.isHere(name);
    return (EncryptedCache<K, V>)
        (isAskedByItsOwnCode ? opened(name) : findOrOpen(name, () -> open(name, types)));
  }

  private @Nullable EncryptedCache<?, ?> open(
      String name, @Nullable BiConsumer<Class<?>, Class<?>> types) {
    ensureOpen();
    WrappedManager.checkName(name);
    EncryptedConfiguration<Object, Object> others = known.find(name);
    if (others == null) {
      return null;
    }
    if (types != null) {
      types.accept(others.getKeyType(), others.getValueType());
    }
    return types != null || !wrapped.sharesCaches() // it is declared by this JVM's own file
        ? open(name, others, CacheFactory.Origin.CREATED)
        : openFound(name, others);
  }

  private EncryptedCache<?, ?> openFound(String name, EncryptedConfiguration<?, ?> others) {
    try {
      return open(name, others, CacheFactory.Origin.FOUND);
    } catch (IllegalArgumentException e) {
      throw new CacheException(
          "Cache '%s' is known from the store alone, whose word its codecs don't take for the types: call getCache with %s and %s, the classes of its keys and values, if they are. %s"
              .formatted(
                  name,
                  others.getKeyType().getName(),
                  others.getValueType().getName(),
                  e.getMessage()),
          e);
    }
  }

  /** Opened by this JVM; else null. */
  @Nullable EncryptedCache<?, ?> opened(String name) {
    ensureOpen();
    return openings.find(name);
  }

  private @Nullable EncryptedCache<?, ?> findOrOpen(
      String name, Supplier<? extends @Nullable EncryptedCache<?, ?>> open) {
    ensureOpen();
    return openings.findOrOpen(name, open);
  }

  private <K, V> EncryptedCache<K, V> open(
      String name, EncryptedConfiguration<K, V> own, CacheFactory.Origin origin) {
    ensureOpen();
    EncryptedCache<K, V> cache =
        new EncryptedCache<>(manager, this::close, own, factory.create(name, own, origin));
    openings.show(name, cache);
    try {
      cache.listeners().attachConfigured();
      cache.management().register();
      ensureOpen(); // or close() may not have seen it
    } catch (Throwable e) {
      ApplicationObject.closeAfter(e, cache::release);
      throw e;
    }
    return cache;
  }

  List<String> names() {
    ensureOpen();
    return openings.names();
  }

  /** Without those that are being opened or closed. */
  List<EncryptedCache<?, ?>> whole() {
    ensureOpen();
    return openings.whole();
  }

  /** Those that are open or shown now, also after {@link #close}. */
  List<EncryptedCache<?, ?>> all() {
    return openings.all();
  }

  private void close(EncryptedCache<?, ?> cache) {
    openings.close(cache.getName(), cache, cache::release);
  }

  /** Closes the cache, if it is open here, and destroys what the store holds of it. */
  void destroy(String name) {
    ensureOpen();
    openings.close(name, cache -> destroy(name, cache));
  }

  private void destroy(String name, @Nullable EncryptedCache<?, ?> cache) {
    ensureOpen();
    try {
      if (cache != null) {
        cache.release();
      }
    } finally {
      wrapped.destroyCache(name);
    }
  }

  /**
   * No cache is opened from now on; those that are open are left to the caller.
   *
   * @return false if this was closed already
   */
  boolean close() {
    return !closed.getAndSet(true);
  }

  boolean isClosed() {
    return closed.get();
  }

  /**
   * @throws IllegalStateException if this is closed
   */
  void ensureOpen() {
    if (closed.get()) {
      throw new IllegalStateException(
          "Cache manager '" + PrintableUri.of(manager.getURI()) + "' is closed");
    }
  }
}
