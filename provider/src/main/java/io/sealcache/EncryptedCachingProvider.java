package io.sealcache;

import io.sealcache.OpenManagers.Place;
import io.sealcache.core.Keyring;
import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.managerstore.OpenedStore;
import io.sealcache.internal.managerstore.StoreProviders;
import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.SettingDifferences;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
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
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Whoever has another one would be handed entries that aren't theirs. */
  private static final Set<Setting> WHOSE_ENTRIES =
      EnumSet.of(
          Setting.MASTER_KEY,
          Setting.INDEX_KEY,
          Setting.KEYRING,
          Setting.KEYSTORE,
          Setting.KMS,
          Setting.KEY_TABLE,
          Setting.KEY_SOURCE,
          Setting.CONTEXT,
          Setting.TENANT,
          Setting.TENANT_RESOLVER);

  private static final URI DEFAULT_URI = URI.create(EncryptedCachingProvider.class.getName());

  private final StoreProviders stores = new StoreProviders(EncryptedCachingProvider.class);
  final OpenManagers<EncryptedCacheManager> managers = new OpenManagers<>(PATIENCE);

  @SuppressWarnings("UnusedVariable") // what is referred to here stays registered
  private final @Nullable Object checkpointHook = checkpointHook(managers);

  /** For {@link java.util.ServiceLoader} and {@link javax.cache.Caching}. */
  public EncryptedCachingProvider() {}

  private static @Nullable Object checkpointHook(OpenManagers<?> managers) {
    try {
      return CheckpointHook.over(managers);
    } catch (NoClassDefFoundError e) {
      return null; // CRaC's library is optional
    }
  }

  /**
   * The cache manager for a URI and a class loader, made at the first call. A later call returns
   * the same one; settings that its properties give otherwise are named in the log, and refused
   * where they are of keys, {@code context} or tenants.
   *
   * @param uri null: {@link #getDefaultURI}; any other is passed on to the store
   * @param classLoader null: {@link #getDefaultClassLoader}; resolves classes of user code
   * @param properties null: none; those that begin with {@code sealcache.} are settings, all others
   *     are passed on to the store
   * @throws CacheException if a setting is wrong, or that of an open manager is another one, no key
   *     is set, the store can't be found or opened, or its manager is that of another manager of
   *     ours, by {@code sealcache.store.uri}
   */
  @Override
  public CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    Place place = place(uri, classLoader);
    try {
      AtomicReference<EncryptedCacheManager> opened = new AtomicReference<>();
      EncryptedCacheManager manager =
          managers.find(
              place,
              () -> {
                opened.set(open(place, properties));
                return opened.get();
              });
      if (properties != null && manager != opened.get()) { // another call's, maybe just now
        requireSame(properties, manager);
      }
      return manager;
    } catch (IllegalArgumentException e) {
      throw new CacheException(e.getMessage(), e);
    }
  }

  /**
   * Refuses what says whose entries are read, and is otherwise; other settings are ignored, which
   * the log says.
   */
  private static void requireSame(Properties properties, EncryptedCacheManager manager) {
    String shown = PrintableUri.of(manager.getURI());
    Set<String> refused =
        SettingDifferences.contradictions(properties, manager.settings(), WHOSE_ENTRIES);
    if (!refused.isEmpty()) {
      throw new CacheException(
          "The cache manager %s is open already for this class loader, and has %s otherwise. Close it before, or give this one a URI and a store of its own; tenants can share a manager by sealcache.tenant-resolver or sealcache.cache.<name>.tenant"
              .formatted(shown, refused));
    }
    Set<String> ignored =
        SettingDifferences.contradictions(
            properties, manager.settings(), EnumSet.allOf(Setting.class));
    if (!ignored.isEmpty()) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "The cache manager {0} is open already and keeps its settings; ignored are: {1}",
          shown,
          ignored);
    }
  }

  private Place place(@Nullable URI uri, @Nullable ClassLoader classLoader) {
    return new Place(
        classLoader == null ? getDefaultClassLoader() : classLoader,
        uri == null ? DEFAULT_URI : uri);
  }

  private EncryptedCacheManager open(Place place, @Nullable Properties properties) {
    Deque<Runnable> opened = new ArrayDeque<>(); // as it is to be closed
    EncryptedCacheManager manager;
    try {
      manager = open(place, properties, Settings.read(properties, place.loader()), opened);
    } catch (Throwable e) {
      opened.forEach(each -> ApplicationObject.closeAfter(e, each::run));
      throw e;
    }
    manager.openDeclared();
    return manager;
  }

  /**
   * @param opened is given what to close, if this fails or with the manager, as it is opened
   */
  private EncryptedCacheManager open(
      Place place, @Nullable Properties properties, Settings settings, Deque<Runnable> opened) {
    URI uri = place.uri();
    ManagerKeys keys = ManagerKeys.of(settings, place.loader());
    opened.push(keys::close);
    OpenedStore store =
        OpenedStore.open(
            stores, settings, properties, uri.equals(DEFAULT_URI) ? null : uri, place.loader());
    opened.add(store::close); // after the keys, which must not wait for it
    WrappedManager wrapped = new WrappedManager(store.adapter(), store.opened());
    managers.claim(place, store.manager()); // or it is another's to close
    opened.add(() -> managers.giveUp(store.manager()));
    opened.push(wrapped::close);
    EncryptedCacheManager manager =
        new EncryptedCacheManager(
            this,
            place,
            properties,
            (closed, closing) -> {
              opened.push(closing);
              managers.close(closed, () -> EachInTurn.run(opened, Runnable::run));
            },
            settings,
            keys,
            wrapped);
    store.opening(manager::withDescriptors);
    tellStart(PrintableUri.of(uri), store.provider().getName(), settings, keys);
    return manager;
  }

  /** So that everybody can see that encryption is on; without a secret. */
  private static void tellStart(String manager, String store, Settings settings, ManagerKeys keys) {
    Keyring keyring = keys.ofNobody();
    LOGGER.log(
        System.Logger.Level.INFO,
        "Cache manager {0} encrypts what {1} stores: {2}; codec {3}, key-codec {4}; set are {5}",
        manager,
        store,
        keyring == null ? "keys of " + keys.place() : keyring,
        settings.shown(Setting.CODEC),
        settings.shown(Setting.KEY_CODEC),
        settings.shown());
    keys.tellStart(manager, store, keyring);
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

  /** Closes all managers, and then the store's provider. */
  @Override
  public void close() {
    try {
      closeAll(managers.leave(place -> true));
    } finally {
      stores.close();
    }
  }

  /**
   * @param classLoader null: {@link #getDefaultClassLoader}
   */
  @Override
  public void close(@Nullable ClassLoader classLoader) {
    ClassLoader loader = place(null, classLoader).loader();
    closeAll(managers.leave(place -> place.loader().equals(loader)));
  }

  private static void closeAll(List<EncryptedCacheManager> open) {
    EachInTurn.run(open, EncryptedCacheManager::close);
  }

  /**
   * @param uri null: {@link #getDefaultURI}
   * @param classLoader null: {@link #getDefaultClassLoader}
   */
  @Override
  public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
    closeAll(managers.leave(place(uri, classLoader)::equals));
  }

  /** No optional feature: what is stored is always a copy, as ciphertext. */
  @Override
  public boolean isSupported(OptionalFeature optionalFeature) {
    return false;
  }
}
