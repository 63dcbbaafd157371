package io.sealcache.internal.managerstore;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Where the store's cache manager is, and who said so. Immutable.
 *
 * @param uri null: where the store looks by itself
 */
public record StoreLocation(@Nullable URI uri, String source) {
  private static final String SETTING = Setting.STORE_URI.propertyName();

  /**
   * The setting's URI, or else the one that the application asked for the manager by.
   *
   * @param asked null: none
   */
  public static StoreLocation of(Settings settings, @Nullable URI asked) {
    String given = settings.text(Setting.STORE_URI);
    if (given == null) {
      return new StoreLocation(asked, "the URI of the cache manager");
    }
    return new StoreLocation(URI.create(given), SETTING);
  }

  /** Opens a part of the store; what fails is said of it. */
  <T> T opening(Class<?> provider, Supplier<T> part) {
    try {
      return part.get();
    } catch (CacheException e) {
      throw e;
    } catch (RuntimeException e) {
      throw refusedBy(provider, e);
    } catch (LinkageError e) { // of a store of another version
      throw StoreProviders.cannotStart(provider.getName(), e);
    }
  }

  /** The exception where the store can't be opened there. */
  public CacheException refusedBy(Class<?> provider, RuntimeException cause) {
    String name = provider.getName();
    if (uri == null) {
      return new CacheException(
          "%s can't be opened without a URI, and says: %s. If it needs a configuration, name that by %s"
              .formatted(name, cause.getMessage(), SETTING),
          cause);
    }
    String shown = PrintableUri.of(uri);
    boolean mayShowMore = !shown.equals(uri.toString()); // the store, of what must not be shown
    return new CacheException(
        "%s can't be opened at '%s', and says: %s. Correct %s, or what is there"
            .formatted(
                name,
                shown,
                mayShowMore ? "a " + cause.getClass().getName() : cause.getMessage(),
                source),
        mayShowMore ? null : cause);
  }

  @Override
  public String toString() {
    return "StoreLocation[" + (uri == null ? "" : PrintableUri.of(uri)) + "]";
  }
}
