package io.sealcache.internal.managerstore;

import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.store.StoreAdapter;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The store's manager that settings name, and where it was found. */
public record OpenedStore(
    Class<?> provider,
    StoreAdapter adapter,
    StoreAdapter.Opened opened,
    StoreLocation location,
    Runnable closing)
    implements AutoCloseable {

  /**
   * Opens the one that settings name, as a cache manager would, to be looked at without one.
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
    StoreProviders providers = new StoreProviders(ours);
    OpenedStore store;
    try {
      store = open(providers, Settings.read(properties, loader), properties, null, loader);
    } catch (Throwable e) {
      ApplicationObject.closeAfter(e, providers::close);
      throw e;
    }
    return new OpenedStore(
        store.provider,
        store.adapter,
        store.opened,
        store.location,
        () ->
            EachInTurn.run(
                List.<Runnable>of(
                    store.adapter::close,
                    providers::close, // but not one that is in use
                    store::close),
                Runnable::run));
  }

  /**
   * Opens it for a cache manager, which has to close what it opens in it, and then this.
   *
   * @param asked the URI that the application asked for the manager by; null: none
   * @param loader finds the store's provider
   */
  public static OpenedStore open(
      StoreProviders providers,
      Settings settings,
      @Nullable Properties properties,
      @Nullable URI asked,
      ClassLoader loader) {
    StoreProviders.Use use = providers.find(settings.text(Setting.STORE_PROVIDER), loader);
    try {
      CachingProvider store = use.provider();
      Class<?> provider = store.getClass();
      StoreLocation location = StoreLocation.of(settings, asked);
      StoreAdapter adapter = location.opening(provider, () -> StoreAdapters.of(provider));
      ClassLoader own = loader == providers.loader() ? null : loader;
      StoreAdapter.Opened opened =
          location.opening(
              provider,
              () -> adapter.open(store, location.uri(), own, Settings.forStore(properties)));
      return new OpenedStore(provider, adapter, opened, location, use::leave);
    } catch (Throwable e) {
      ApplicationObject.closeAfter(e, use::leave);
      throw e;
    }
  }

  /** Opens more of it; what fails is said of the store. */
  public <T> T opening(Supplier<T> more) {
    return location.opening(provider, more);
  }

  public CacheManager manager() {
    return opened.manager();
  }

  @Override
  public void close() {
    closing.run();
  }
}
