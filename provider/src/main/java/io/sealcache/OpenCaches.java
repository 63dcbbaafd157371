package io.sealcache;

import io.sealcache.internal.locks.BusyNames;
import io.sealcache.internal.locks.BusyNames.Work;
import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.PrintableUri;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The caches of one manager, by name; once this is closed none is opened. Those of different names
 * are opened beside each other, as the application's code that this calls may ask for others; none
 * is opened under a name while what had it is being closed. Thread-safe.
 */
final class OpenCaches {
  private static final System.Logger LOGGER = LoggerName.PROVIDER.logger();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CacheManager manager;
  private final WrappedManager wrapped;
  private final CacheFactory factory;
  private final DeclaredCaches declared;
  private final Management management;
  private final BusyNames busy = new BusyNames(PATIENCE);
  // Guards itself and what follows; nobody waits for a store or the application under it.
  private final Map<String, EncryptedCache<?, ?>> caches = new HashMap<>();
  private final Set<String> fresh = new HashSet<>(); // are being opened still
  private final AtomicBoolean saidThatReferencesAreNotStored = new AtomicBoolean();
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
    declared
        .all()
        .forEach(
            (name, configuration) ->
                alone(
                    name,
                    () ->
                        open(
                            name,
                            new CacheConfiguration<>(configuration),
                            CacheFactory.Origin.DECLARED)));
  }

  /**
   * @throws CacheException if there is one of this name, it is no cache's, or the store refuses
   * @throws IllegalArgumentException if a setting of the cache is wrong, or the store's template
   *     for it has other types
   */
  <K, V> EncryptedCache<K, V> create(String name, Configuration<K, V> configuration) {
    return alone(
        name,
        () -> {
          if (known(name) != null) {
            throw new CacheException("A cache named '" + name + "' exists already");
          }
          WrappedManager.checkName(name);
          wrapped.checkCreation(name);
          EncryptedConfiguration<K, V> own =
              new EncryptedConfiguration<>(
                  wrapped.<K, V>inTermsOfJCache(configuration), configuration);
          declared.applyTemplate(name, own);
          sayThatReferencesAreNotStored(name, own);
          return open(name, new CacheConfiguration<>(own), CacheFactory.Origin.CREATED);
        });
  }

  // JCache leaves it open; configurations that ask for it, as some of the TCK's do, have to work.
  private void sayThatReferencesAreNotStored(String name, EncryptedConfiguration<?, ?> own) {
    if (!own.isStoreByValue() && !saidThatReferencesAreNotStored.getAndSet(true)) {
      LOGGER.log(
          Level.INFO,
          "Cache ''{0}'' is configured with storeByValue=false, but is stored by value, as each"
              + " cache of SealCache''s is: what is encrypted is a copy",
          name);
    }
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
    EncryptedCache<?, ?> cache = opened(name);
    return (EncryptedCache<K, V>)
        (cache == null && !busy.isByThisThread(name) // by the application's code of this very cache
            ? this.<@Nullable EncryptedCache<?, ?>>alone(name, () -> open(name, types))
            : cache);
  }

  private @Nullable EncryptedCache<?, ?> open(
      String name, @Nullable BiConsumer<Class<?>, Class<?>> types) {
    EncryptedCache<?, ?> known = known(name); // another thread may have been faster
    if (known != null) {
      return known;
    }
    WrappedManager.checkName(name);
    EncryptedConfiguration<Object, Object> others = declared.find(name);
    boolean isOurs = others != null && !wrapped.sharesCaches(); // by this JVM's own file
    if (others == null) {
      others = factory.find(name);
    }
    if (others == null) {
      return null;
    }
    CacheConfiguration<Object, Object> own = new CacheConfiguration<>(others);
    if (types != null) {
      types.accept(own.keyType(), own.valueType());
    }
    return isOurs || types != null
        ? open(name, own, CacheFactory.Origin.CREATED)
        : openFound(name, own);
  }

  private EncryptedCache<?, ?> openFound(String name, CacheConfiguration<Object, Object> own) {
    try {
      return open(name, own, CacheFactory.Origin.FOUND);
    } catch (IllegalArgumentException e) {
      throw new CacheException(
          "Cache '%s' is known from the store alone, whose word its codecs don't take for the types: call getCache with %s and %s, the classes of its keys and values, if they are. %s"
              .formatted(name, own.keyType().getName(), own.valueType().getName(), e.getMessage()),
          e);
    }
  }

  /** Opened by this JVM; else null. */
  @Nullable EncryptedCache<?, ?> opened(String name) {
    ensureOpen();
    while (true) {
      synchronized (caches) {
        if (!fresh.contains(name) || busy.isByThisThread(name)) {
          return caches.get(name);
        }
      }
      busy.await(name); // until it is whole
    }
  }

  private @Nullable EncryptedCache<?, ?> known(String name) {
    synchronized (caches) {
      return caches.get(name);
    }
  }

  /** While nothing else of this name is opened or closed. */
  private <T extends @Nullable Object> T alone(String name, Supplier<T> opening) {
    ensureOpen();
    busy.begin(name, Work.OPENED);
    try {
      ensureOpen();
      return opening.get();
    } finally {
      busy.end(name);
    }
  }

  private <K, V> EncryptedCache<K, V> open(
      String name, CacheConfiguration<K, V> own, CacheFactory.Origin origin) {
    EncryptedCache<K, V> cache =
        new EncryptedCache<>(
            manager, this::close, own, factory.create(name, own.snapshot(), origin));
    synchronized (caches) {
      caches.put(name, cache);
      fresh.add(name);
    }
    try {
      cache.listeners().attachConfigured();
      management.register(cache);
      settle(cache);
    } catch (Throwable e) {
      discard(cache, e);
      throw e;
    }
    return cache;
  }

  private void settle(EncryptedCache<?, ?> cache) {
    synchronized (caches) {
      ensureOpen(); // or close() may not have seen it
      fresh.remove(cache.getName());
    }
  }

  private void discard(EncryptedCache<?, ?> cache, Throwable failure) {
    synchronized (caches) {
      fresh.remove(cache.getName());
      caches.remove(cache.getName(), cache);
    }
    ApplicationObject.closeAfter(failure, () -> end(cache));
  }

  Set<String> names() {
    ensureOpen();
    synchronized (caches) {
      return Set.copyOf(caches.keySet());
    }
  }

  /** Those that are open now, also after {@link #close}. */
  List<EncryptedCache<?, ?>> all() {
    synchronized (caches) {
      return List.copyOf(caches.values());
    }
  }

  /** Closes a cache, unless that was done already, or another thread is about to. */
  private void close(EncryptedCache<?, ?> cache) {
    String name = cache.getName();
    boolean begun;
    synchronized (caches) {
      if (!caches.remove(name, cache)) {
        return;
      }
      begun = busy.tryBegin(name, Work.CLOSED); // else the thread that opens it is not done yet
    }
    try {
      end(cache);
    } finally {
      if (begun) {
        busy.end(name);
      }
    }
  }

  private void end(EncryptedCache<?, ?> cache) {
    try {
      management.unregister(cache);
    } finally {
      cache.release();
    }
  }

  /** Closes the cache, if it is open here, and destroys what the store holds of it. */
  void destroy(String name) {
    ensureOpen();
    busy.begin(name, Work.CLOSED);
    try {
      ensureOpen();
      EncryptedCache<?, ?> cache;
      synchronized (caches) {
        cache = caches.remove(name);
      }
      destroy(name, cache);
    } finally {
      busy.end(name);
    }
  }

  private void destroy(String name, @Nullable EncryptedCache<?, ?> cache) {
    try {
      if (cache != null) {
        end(cache);
      }
    } finally {
      wrapped.destroyCache(name);
    }
  }

  /**
   * No cache is opened from now on; those that are open are left to the caller. Waits for those
   * that are being opened, for 10 seconds at most: a store that hangs must not keep this from
   * closing. Who is interrupted doesn't wait. Their loaders, writers and listeners are not called
   * any more.
   *
   * @return false if this was closed already
   */
  boolean close() {
    synchronized (caches) {
      if (closed) {
        return false;
      }
      closed = true;
    }
    // Before the first is waited for: so all have the same time to end what they call.
    all().forEach(EncryptedCache::shut);
    busy.awaitOpened();
    return true;
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
