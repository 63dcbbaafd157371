package io.sealcache;

import io.sealcache.internal.seal.SealingEpochs;
import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.store.TrustedCode;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The JCache provider: gives cache managers whose caches encrypt what another provider stores. That
 * provider is the one that the setting {@code sealcache.store.provider} names, or the only other
 * one on the class path; it is looked up when the first manager is asked for. Thread-safe.
 */
public final class EncryptedCachingProvider implements CachingProvider {
  private static final System.Logger LOGGER = LoggerName.PROVIDER.logger();
  private static final URI DEFAULT_URI = URI.create(EncryptedCachingProvider.class.getName());

  private final StoreProviders stores = new StoreProviders(EncryptedCachingProvider.class);
  private final KeyLocks locks = new KeyLocks();
  private final SealingEpochs sealingEpochs = new SealingEpochs();
  private final Map<ClassLoader, Map<URI, EncryptedCacheManager>> managers = new WeakHashMap<>();
  private final Set<URI> opening = new HashSet<>(); // guarded by managers

  @SuppressWarnings("UnusedVariable") // what is referred to here stays registered
  private final CheckpointHook checkpointHook =
      CheckpointHook.around(sealingEpochs::endBeforeCopy, sealingEpochs::beginInCopy);

  /** For {@link java.util.ServiceLoader} and {@link javax.cache.Caching}. */
  public EncryptedCachingProvider() {}

  /**
   * The cache manager for a URI and a class loader, made at the first call. A later call returns
   * the same one, whatever its properties; settings that differ are named in the log.
   *
   * @param uri null: {@link #getDefaultURI}; any other is passed on to the store
   * @param classLoader null: {@link #getDefaultClassLoader}; resolves the application's classes
   * @param properties null: none; those that begin with {@code sealcache.} are ours, all others are
   *     passed on to the store
   * @throws CacheException if a setting is wrong, no key is set, the store can't be found or
   *     opened, or its manager is that of another manager of ours, by {@code sealcache.store.uri}
   */
  @Override
  public CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    URI place = uri == null ? DEFAULT_URI : uri;
    ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
    try {
      synchronized (managers) {
        Map<URI, EncryptedCacheManager> known =
            managers.computeIfAbsent(loader, l -> new HashMap<>());
        EncryptedCacheManager manager = known.get(place);
        if (manager == null || manager.isClosed()) {
          manager = openOnce(place, loader, properties);
          known.put(place, manager);
        } else if (properties != null) {
          warnOfDifferences(manager, properties);
        }
        return manager;
      }
    } catch (IllegalArgumentException e) {
      throw new CacheException(e.getMessage(), e);
    }
  }

  // A wrapped provider that asks for the application's provider gets this one again, without end.
  private EncryptedCacheManager openOnce(
      URI uri, ClassLoader loader, @Nullable Properties properties) {
    if (!opening.add(uri)) {
      throw new CacheException(
          "The provider named by %s asks SealCache for a cache manager in its turn; name the one that"
                  .formatted(Setting.STORE_PROVIDER.propertyName())
              + " stores the entries");
    }
    try {
      return open(uri, loader, properties);
    } finally {
      opening.remove(uri);
    }
  }

  private EncryptedCacheManager open(URI uri, ClassLoader loader, @Nullable Properties properties) {
    Settings settings = Settings.read(properties, loader);
    EncryptedCacheManager manager =
        open(
            new ManagerIdentity(this, uri, loader, properties),
            settings,
            ManagerKeys.of(settings, loader));
    manager.openDeclared();
    return manager;
  }

  private EncryptedCacheManager open(
      ManagerIdentity identity, Settings settings, ManagerKeys keys) {
    try {
      CachingProvider store =
          stores.find(settings.text(Setting.STORE_PROVIDER), identity.classLoader());
      URI uri = identity.uri();
      StoreLocation location = StoreLocation.of(settings, uri.equals(DEFAULT_URI) ? null : uri);
      return open(identity, settings, keys, store, location);
    } catch (RuntimeException e) {
      keys.source().close();
      throw e;
    }
  }

  // Two would see each other's caches, and closing one would close the other's.
  private void refuseShared(URI uri, WrappedManager wrapped) {
    for (Map<URI, EncryptedCacheManager> byUri : managers.values()) {
      for (EncryptedCacheManager other : byUri.values()) {
        if (!other.isClosed() && other.isOver(wrapped)) {
          throw new CacheException(
              "Cache manager '%s' would share the store's manager with '%s': close that first, or set a %s of its own"
                  .formatted(
                      PrintableUri.of(uri),
                      PrintableUri.of(other.getURI()),
                      Setting.STORE_URI.propertyName()));
        }
      }
    }
  }

  private EncryptedCacheManager open(
      ManagerIdentity identity,
      Settings settings,
      ManagerKeys keys,
      CachingProvider store,
      StoreLocation location) {
    ClassLoader loader = identity.classLoader();
    try {
      WrappedManager wrapped =
          WrappedManager.open(
              StoreAdapters.of(
                  store.getClass(), TrustedCode.of(settings.text(Setting.STORE_TRUSTED_CODE))),
              store,
              location.uri(),
              loader == getDefaultClassLoader() ? null : loader,
              Settings.forStore(identity.properties()));
      refuseShared(identity.uri(), wrapped);
      return open(identity, settings, keys, wrapped);
    } catch (CacheException e) {
      throw e;
    } catch (RuntimeException e) {
      throw location.refusedBy(store, e);
    } catch (LinkageError e) {
      throw StoreProviders.cannotStart(store.getClass().getName(), e);
    }
  }

  private EncryptedCacheManager open(
      ManagerIdentity identity, Settings settings, ManagerKeys keys, WrappedManager wrapped) {
    try {
      return new EncryptedCacheManager(
          identity, this::forget, settings, keys, wrapped, locks, sealingEpochs);
    } catch (RuntimeException | LinkageError e) {
      wrapped.close();
      throw e;
    }
  }

  private static void warnOfDifferences(EncryptedCacheManager manager, Properties properties) {
    Set<String> differing =
        manager.settings().differences(Settings.read(properties, manager.getClassLoader()));
    if (!differing.isEmpty()) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "The cache manager {0} is open already and keeps its settings; ignored are: {1}",
          PrintableUri.of(manager.getURI()),
          differing);
    }
  }

  @Override
  public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
    return getCacheManager(uri, classLoader, getDefaultProperties());
  }

  @Override
  public CacheManager getCacheManager() {
    return getCacheManager(getDefaultURI(), getDefaultClassLoader(), null);
  }

  @Override
  public ClassLoader getDefaultClassLoader() {
    return EncryptedCachingProvider.class.getClassLoader();
  }

  @Override
  public URI getDefaultURI() {
    return DEFAULT_URI;
  }

  /** None. */
  @Override
  public Properties getDefaultProperties() {
    return new Properties();
  }

  private List<EncryptedCacheManager> open() {
    synchronized (managers) {
      return managers.values().stream()
          .flatMap(byUri -> byUri.values().stream())
          .filter(manager -> !manager.isClosed())
          .toList();
    }
  }

  /** Closes all managers, and then the store's provider. */
  @Override
  public void close() {
    List<EncryptedCacheManager> open;
    synchronized (managers) {
      open = open();
      managers.clear();
    }
    try {
      closeAll(open);
    } finally {
      stores.close();
    }
  }

  @Override
  public void close(ClassLoader classLoader) {
    List<EncryptedCacheManager> open;
    synchronized (managers) {
      Map<URI, EncryptedCacheManager> byUri = managers.remove(classLoader);
      open = byUri == null ? List.of() : List.copyOf(byUri.values());
    }
    closeAll(open);
  }

  private static void closeAll(List<EncryptedCacheManager> open) {
    @Nullable RuntimeException failure = null;
    for (EncryptedCacheManager manager : open) {
      try {
        manager.close();
      } catch (RuntimeException e) {
        failure = e; // thrown when the others are closed
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close(URI uri, ClassLoader classLoader) {
    EncryptedCacheManager manager;
    synchronized (managers) {
      Map<URI, EncryptedCacheManager> byUri = managers.get(classLoader);
      manager = byUri == null ? null : byUri.remove(uri);
    }
    if (manager != null) {
      manager.close();
    }
  }

  private void forget(EncryptedCacheManager manager) {
    synchronized (managers) {
      Map<URI, EncryptedCacheManager> byUri = managers.get(manager.getClassLoader());
      if (byUri != null) {
        byUri.remove(manager.getURI(), manager);
      }
    }
  }

  /** No optional feature: what is stored is always a copy, as ciphertext. */
  @Override
  public boolean isSupported(OptionalFeature optionalFeature) {
    return false;
  }
}
