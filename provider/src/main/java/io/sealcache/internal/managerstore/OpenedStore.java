package io.sealcache.internal.managerstore;

import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The store's manager that settings name, and where it was found.
 *
 * @param at null: where the store looks by itself
 * @param source who said so
 */
public record OpenedStore(
    Class<?> provider,
    StoreAdapter adapter,
    StoreAdapter.Opened opened,
    @Nullable URI at,
    String source,
    Runnable closing)
    implements AutoCloseable {
  private static final String SETTING = Setting.STORE_URI.propertyName();

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
        store.at,
        store.source,
        () ->
            EachInTurn.run(
                List.<Runnable>of(
                    providers::close, // but not one that is in use
                    store::close,
                    store.adapter::close),
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
      String given = settings.text(Setting.STORE_URI);
      URI at = given == null ? asked : URI.create(given);
      String source = given == null ? "the URI of the cache manager" : SETTING;
      // Apart, as its message names an artifact, and no URI.
      StoreAdapter adapter = opening(provider, null, source, () -> StoreAdapters.of(provider));
      return opening(
          provider,
          at,
          source,
          () -> {
            ClassLoader own = loader == providers.loader() ? null : loader;
            StoreAdapter.Opened opened =
                adapter.open(store, at, own, Settings.forStore(properties));
            return new OpenedStore(provider, adapter, opened, at, source, use::leave);
          });
    } catch (Throwable e) {
      ApplicationObject.closeAfter(e, use::leave);
      throw e;
    }
  }

  /** Opens more of it; what fails is said of the store. */
  public <T> T opening(Supplier<T> more) {
    return opening(provider, at, source, more);
  }

  private static <T> T opening(
      Class<?> provider, @Nullable URI at, String source, Supplier<T> part) {
    try {
      return part.get();
    } catch (RuntimeException e) {
      boolean isToldAsItIs = e instanceof CacheException && (at == null || isShownWhole(at));
      throw isToldAsItIs ? e : refused(provider, at, source, e);
    } catch (LinkageError e) { // of a store of another version
      throw StoreProviders.cannotStart(provider.getName(), e);
    }
  }

  /** Else what says more of it, as the store may, could say what must not be shown. */
  private static boolean isShownWhole(URI at) {
    return PrintableUri.of(at).equals(at.toString());
  }

  /** The exception where the store can't be opened there. */
  public static CacheException refused(
      Class<?> provider, @Nullable URI at, String source, RuntimeException cause) {
    String name = provider.getName();
    if (at == null) {
      return new CacheException(
          "%s can't be opened without a URI, and says: %s. If it needs a configuration, name that by %s"
              .formatted(name, cause.getMessage(), SETTING),
          cause);
    }
    boolean isShownWhole = isShownWhole(at);
    return new CacheException(
        "%s can't be opened at '%s', and says: %s. Correct %s, or what is there"
            .formatted(
                name,
                PrintableUri.of(at),
                isShownWhole ? cause.getMessage() : "a " + cause.getClass().getName(),
                source),
        isShownWhole ? cause : null);
  }

  public CacheManager manager() {
    return opened.manager();
  }

  @Override
  public void close() {
    closing.run();
  }

  @Override
  public String toString() {
    return "OpenedStore[" + (at == null ? "" : PrintableUri.of(at)) + "]";
  }
}
