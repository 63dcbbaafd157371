package io.sealcache.internal.seal;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.GuardedPort;
import io.sealcache.internal.store.RefusedCode;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreDeclarations;
import io.sealcache.internal.store.StorePort;
import io.sealcache.keys.KeySource;
import java.util.HashMap;
import java.util.Map;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** The wrapped provider's cache manager, and the only way to its caches. Thread-safe. */
public final class WrappedManager implements AutoCloseable {
  /** Where the store holds the descriptors of shared caches: over each store no cache's name. */
  public static final String DESCRIPTORS = StoreAdapter.DESCRIPTORS;

  private final CacheManager manager;
  private final @Nullable StoreDeclarations declarations;
  private final StoreAdapter adapter;
  private volatile @Nullable CacheDescriptors descriptors;

  /**
   * Over a manager that is open.
   *
   * @param adapter for its provider's class
   */
  public WrappedManager(StoreAdapter adapter, StoreAdapter.Opened opened) {
    this.manager = opened.manager();
    this.declarations = opened.declarations();
    this.adapter = adapter;
  }

  /** Whether the store's caches are there for other JVMs too, and outlive this one. */
  public boolean sharesCaches() {
    return adapter.kind().sharesCaches();
  }

  /** Names the store in an error: its provider's class, and as what it holds values. */
  public String describe() {
    return "%s with values as %s"
        .formatted(
            manager.getCachingProvider().getClass().getName(),
            adapter.kind().carrier().type().getSimpleName());
  }

  /**
   * Makes the descriptors of shared caches readable; needed before them.
   *
   * @param options how descriptors are sealed
   */
  public void openDescriptors(SealingOptions options, KeySource keys) {
    StorePort place = adapter.openDescriptors(manager);
    if (place != null) {
      Sealers sealers =
          new Sealers(
              options, new IndexKeySource(keys), new EncryptionStatistics(options.cacheName()));
      descriptors = new CacheDescriptors(sealers, place, name -> adapter.identity(manager, name));
    }
  }

  /**
   * The cache that another JVM created under this name, as far as the store shares caches.
   *
   * @throws javax.cache.CacheException if that needs user code which a name can't bring
   */
  public StoreDeclarations.@Nullable OfCache createdElsewhere(String name) {
    CacheDescriptors known = descriptors;
    CacheDescriptor descriptor = known == null ? null : known.findSelfContained(name);
    return descriptor == null ? null : descriptor.declaration();
  }

  /** The caches that the store has from its start, because its own configuration declares them. */
  public Map<String, StoreDeclarations.OfCache> declaredCaches() {
    Map<String, StoreDeclarations.OfCache> caches = new HashMap<>();
    if (declarations != null) {
      caches.putAll(declarations.caches());
    }
    caches.remove(DESCRIPTORS); // where and how descriptors are kept, the store may be told
    return caches;
  }

  /** The store's own configuration of a cache that is created under this name. */
  public StoreDeclarations.@Nullable OfCache template(String cacheName) {
    return declarations == null ? null : declarations.template(cacheName);
  }

  /**
   * The store's own configuration of a cache that comes into being when it is asked for; null if
   * nothing, or if another JVM created it as something else.
   *
   * @throws javax.cache.CacheException also if a class of user code is missing, or the store may
   *     not choose it
   */
  public @Nullable CompleteConfiguration<Object, Object> declaration(String cacheName) {
    CompleteConfiguration<Object, Object> declaration = adapter.declaration(manager, cacheName);
    CacheDescriptors known = descriptors;
    if (declaration == null || (known != null && !known.allows(cacheName, declaration))) {
      return null;
    }
    RefusedCode.check(declaration);
    return declaration;
  }

  /**
   * The part of the caller's configuration that JCache has words for, which may be of the store's
   * kind.
   *
   * @throws javax.cache.CacheException if that asks for what can't work on encrypted entries
   */
  public <K, V> CompleteConfiguration<K, V> inTermsOfJCache(Configuration<K, V> applications) {
    return adapter.inTermsOfJCache(applications);
  }

  /**
   * Checks that the application may create a cache of this name.
   *
   * @throws javax.cache.CacheException if the store wouldn't let it
   */
  public void checkCreation(String cacheName) {
    adapter.checkCreation(manager, cacheName);
  }

  /** Wraps a cache that the store's own configuration declares. */
  public <K, V> EncryptedStore<K, V> openDeclared(
      SealingOptions options, KeySource keys, CacheExpiry expiry) {
    return wrap(options, keys, expiry, adapter.openDeclared(manager, options.cacheName(), expiry));
  }

  /**
   * Creates the store's cache and wraps it.
   *
   * @param descriptor what other JVMs are to know; null where the store shares no caches
   * @param ofStore what the caller's configuration was copied from, which may be of the store's
   *     kind
   * @throws javax.cache.CacheException if the store refuses, or a JVM created the cache for other
   *     types, or with user code that is missing here
   */
  public <K, V> EncryptedStore<K, V> createCache(
      SealingOptions options,
      KeySource keys,
      CacheExpiry expiry,
      @Nullable CacheDescriptor descriptor,
      @Nullable Configuration<?, ?> ofStore) {
    String name = options.cacheName();
    // Of a cache that lies elsewhere, the store tells other JVMs nothing.
    CacheDescriptors known = adapter.isElsewhere(ofStore) ? null : descriptors;
    if (known != null && descriptor != null) {
      known.check(name, descriptor);
    }
    EncryptedStore<K, V> store =
        wrap(options, keys, expiry, adapter.createCache(manager, name, expiry, ofStore));
    try {
      if (known != null && descriptor != null) {
        known.enter(name, descriptor);
      }
      return store;
    } catch (Throwable e) {
      store.close();
      throw e;
    }
  }

  private <K, V> EncryptedStore<K, V> wrap(
      SealingOptions options, KeySource keys, CacheExpiry expiry, StorePort port) {
    return new EncryptedStore<>(
        new GuardedPort(port, adapter.awaitsCalls()),
        new Sealers(options, keys, new EncryptionStatistics(options.cacheName())),
        expiry,
        adapter.repeatsCalls(manager));
  }

  /**
   * Checks that a cache may have this name.
   *
   * @throws CacheException if it is the one of descriptors: such a cache could forge them
   */
  public static void checkName(String cacheName) {
    if (cacheName.equals(DESCRIPTORS)) {
      throw new CacheException(
          "No cache can be named '%s', where the store keeps what describes all others; take another name"
              .formatted(cacheName));
    }
  }

  /**
   * Destroys the store's cache and all that is in it.
   *
   * @throws CacheException if it is the cache of descriptors, which this manager and others need
   */
  public void destroyCache(String name) {
    CacheDescriptors known = adapter.isElsewhere(name) ? null : descriptors;
    if (name.equals(DESCRIPTORS)) {
      throw new CacheException(
          "Cache '%s' describes all others of this store and can't be destroyed".formatted(name));
    }
    SealedBytes described = known == null ? null : known.stored(name);
    adapter.destroyCache(manager, name, described != null);
    if (known != null && described != null) {
      // Last: as long as entries may be there, they are of its types.
      known.remove(name, described);
    }
  }

  @Override
  public void close() {
    try (CacheDescriptors last = descriptors;
        StoreAdapter then = adapter) {
      manager.close();
    }
  }
}
