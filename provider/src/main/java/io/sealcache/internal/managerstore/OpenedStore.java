package io.sealcache.internal.managerstore;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.store.StoreAdapter;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** A store that is looked at without a cache manager of SealCache's over it. */
public record OpenedStore(
    Class<?> provider, StoreAdapter adapter, CacheManager manager, Runnable closing)
    implements AutoCloseable {

  /**
   * Opens the one that settings name, as a cache manager would.
   *
   * @param properties settings, and what else the store is to be given; null: none
   * @param classLoader finds the store's provider and {@code sealcache.properties}; null: the one
   *     of {@code ours}
   * @param ours the provider that is no store
   * @throws IllegalArgumentException if a setting is unknown or wrong
   * @throws CacheException if the store can't be found or opened
   */
  public static OpenedStore open(
      @Nullable Properties properties,
      @Nullable ClassLoader classLoader,
      Class<? extends CachingProvider> ours) {
    ClassLoader loader = classLoader == null ? ours.getClassLoader() : classLoader;
    Settings settings = Settings.read(properties, loader);
    StoreProviders providers = new StoreProviders(ours);
    StoreProviders.Use store = providers.find(settings.text(Setting.STORE_PROVIDER), loader);
    Runnable closing =
        () -> {
          providers.close(); // but not one that is in use
          store.leave();
        };
    StoreLocation location = StoreLocation.of(settings, null);
    try {
      Class<?> provider = store.provider().getClass();
      StoreAdapter adapter = StoreAdapters.of(provider);
      StoreAdapter.Opened opened =
          adapter.open(
              store.provider(), location.uri(), classLoader, Settings.forStore(properties));
      return new OpenedStore(provider, adapter, opened.manager(), closing);
    } catch (RuntimeException e) {
      ApplicationObject.closeAfter(e, closing::run);
      throw e instanceof CacheException ? e : location.refusedBy(store.provider(), e);
    } catch (LinkageError e) { // of a store of another version
      ApplicationObject.closeAfter(e, closing::run);
      throw StoreProviders.cannotStart(store.provider().getClass().getName(), e);
    }
  }

  /** Closes the store's manager. */
  @Override
  public void close() {
    closing.run();
  }
}
