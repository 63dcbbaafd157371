package io.sealcache.internal.store;

import java.net.URL;
import java.security.CodeSource;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which library a store is. Immutable.
 *
 * @param provider its provider's class
 * @param file where that came from; as a rule its name has the version
 */
public record StoreLibrary(String provider, String file) {

  /** The library of a provider. */
  public static StoreLibrary of(Class<? extends CachingProvider> provider) {
    CodeSource source = provider.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return new StoreLibrary(
        provider.getName(), location == null ? "no file" : lastPart(location.getPath()));
  }

  // A jar within another ends with "!/".
  private static String lastPart(String path) {
    int end = path.length();
    while (end > 0 && (path.charAt(end - 1) == '/' || path.charAt(end - 1) == '!')) {
      end--;
    }
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  /**
   * The exception where a class or method isn't there that SealCache or the store calls: as a rule
   * this is another version than was tested.
   */
  public CacheException lacks(LinkageError missing) {
    return new CacheException(
        "The store %s fails on what is not there: %s; is a library missing that it needs, or is it another version than was tested? README.md has a list"
            .formatted(this, missing),
        missing);
  }

  /**
   * Does what asks the store.
   *
   * @throws CacheException where something of it is missing
   */
  public <T extends @Nullable Object> T complete(Supplier<T> asking) {
    try {
      return asking.get();
    } catch (LinkageError e) {
      throw lacks(e);
    }
  }

  @Override
  public String toString() {
    return provider + " (" + file + ")";
  }
}
