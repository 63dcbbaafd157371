package io.sealcache.internal.store;

import java.io.Serial;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a store's declaration for code that whoever runs the store would choose to be called
 * with plaintext, so that the declaration can be compared, and makes nothing. Immutable.
 */
public final class RefusedCode<T> implements Factory<T> {
  @Serial private static final long serialVersionUID = 1L;

  private final String what;
  private final String className;

  /**
   * For one declared class.
   *
   * @param what is declared, and where, as a message begins
   */
  public RefusedCode(String what, String className) {
    this.what = what;
    this.className = className;
  }

  /** A listener's place. */
  public static <K, V> CacheEntryListenerConfiguration<K, V> listener(
      String what, String className) {
    return new MutableCacheEntryListenerConfiguration<>(
        new RefusedCode<>(what, className), null, false, false);
  }

  /**
   * Checks that a declaration may be used.
   *
   * @throws javax.cache.CacheException if it has code that is refused
   */
  public static void check(CompleteConfiguration<?, ?> declaration) {
    check(declaration.getCacheLoaderFactory());
    check(declaration.getCacheWriterFactory());
    check(declaration.getExpiryPolicyFactory());
    declaration
        .getCacheEntryListenerConfigurations()
        .forEach(listener -> check(listener.getCacheEntryListenerFactory()));
  }

  private static void check(@Nullable Factory<?> factory) {
    if (factory instanceof RefusedCode<?> refused) {
      refused.create();
    }
  }

  @Override
  public T create() {
    throw new CacheException(
        ("%s is %s, which the store chose and which would be given decrypted entries: call"
                + " createCache with it, or take it out of the store's declaration")
            .formatted(what, className));
  }
}
