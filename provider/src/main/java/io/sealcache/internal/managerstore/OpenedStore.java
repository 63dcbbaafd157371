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
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
      String given = settings.text(Setting.STORE_URI);
      URI at = given == null ? asked : URI.create(given);
      String source = given == null ? "the URI of the cache manager" : SETTING;
      return opening(
          provider,
          at,
          source,
          () -> {
            StoreAdapter adapter = StoreAdapters.of(provider);
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
    } catch (CacheException e) {
      throw at != null && shows(e, PrintableUri.hidden(at)) ? refused(provider, at, source, e) : e;
    } catch (RuntimeException e) {
      throw refused(provider, at, source, e);
    } catch (LinkageError e) { // of a store of another version
      throw StoreProviders.cannotStart(provider.getName(), e);
    }
  }

  /** Whether a message of it, which may be the store's, has what must not be shown. */
  private static boolean shows(@Nullable Throwable thrown, Set<String> hidden) {
    return thrown != null
        && (hidden.stream().anyMatch(String.valueOf(thrown.getMessage())::contains)
            || shows(thrown.getCause(), hidden)
            || Stream.of(thrown.getSuppressed()).anyMatch(each -> shows(each, hidden)));
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
    String shown = PrintableUri.of(at);
    boolean mayShowMore = !shown.equals(at.toString()); // the store, of what must not be shown
    return new CacheException(
        "%s can't be opened at '%s', and says: %s. Correct %s, or what is there"
            .formatted(
                name,
                shown,
                mayShowMore ? "a " + cause.getClass().getName() : cause.getMessage(),
                source),
        mayShowMore ? null : cause);
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
