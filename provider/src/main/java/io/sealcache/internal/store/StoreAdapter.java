package io.sealcache.internal.store;

import java.net.URI;
import java.util.Iterator;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The differences between stores. */
@FunctionalInterface
public interface StoreAdapter extends AutoCloseable {
  /** The name under which all JVMs find the descriptors of shared caches. */
  String DESCRIPTORS = "sealcache-descriptors";

  /** The properties that all of its caches share. */
  StoreKind kind();

  /**
   * Whether the store may repeat a call by itself, for instance because the answer was lost: then
   * the second attempt finds what the first one wrote. A store in this JVM alone doesn't.
   */
  default boolean repeatsCalls(CacheManager manager) {
    return kind().sharesCaches();
  }

  /** Opens what holds the descriptors of shared caches; null if the manager has no place for it. */
  default @Nullable StorePort openDescriptors(CacheManager manager) {
    return kind().openDescriptors(manager);
  }

  /** The name of a cache that tells it from those of the same name in other managers. */
  default String identity(CacheManager manager, String name) {
    return name;
  }

  /** Whether a cache may be closed only once no call is under way. */
  default boolean awaitsCalls() {
    return false;
  }

  /**
   * Opens the store's manager.
   *
   * @param uri null: the store's default
   * @param classLoader null: the store's default
   * @throws javax.cache.CacheException also if the store's own configuration declares what can't
   *     work on encrypted entries
   */
  default Opened open(
      CachingProvider provider,
      @Nullable URI uri,
      @Nullable ClassLoader classLoader,
      @Nullable Properties properties) {
    return new Opened(provider.getCacheManager(uri, classLoader, properties), null);
  }

  /**
   * Creates the store's cache, or opens it where another JVM did, which asks {@code expiry} and
   * knows nothing else of the application's. By itself for a store that asks on the caller's
   * thread.
   *
   * @param ofStore what the caller's configuration was copied from, which may be of this store's
   *     kind
   * @throws javax.cache.CacheException also if that asks for what can't work on encrypted entries
   */
  default StorePort createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      @Nullable Configuration<?, ?> ofStore) {
    return new JCachePort(kind().createCache(manager, name, expiry), kind().carrier());
  }

  /**
   * The part of the caller's configuration that JCache has words for, which may be of this store's
   * kind.
   *
   * @throws javax.cache.CacheException if that asks for what can't work on encrypted entries
   */
  default <K, V> CompleteConfiguration<K, V> inTermsOfJCache(Configuration<K, V> applications) {
    return applications instanceof CompleteConfiguration<K, V> complete
        ? complete
        : new MutableConfiguration<K, V>()
            .setTypes(applications.getKeyType(), applications.getValueType());
  }

  /**
   * Whether the cache is in another place than the manager's others, where other JVMs don't look
   * for it, or is to be.
   */
  default boolean isElsewhere(@Nullable Configuration<?, ?> ofStore) {
    return false;
  }

  /** As above, of a cache that was created. */
  default boolean isElsewhere(String name) {
    return false;
  }

  /**
   * The store's own configuration of a cache that comes into being when it is asked for, in terms
   * of user code, and of the store's kind; null if nothing. For code that the store may not choose
   * it has {@link RefusedCode}, and nothing of it has run.
   *
   * @throws javax.cache.CacheException also if a class of user code is missing
   */
  default @Nullable CompleteConfiguration<Object, Object> declaration(
      CacheManager manager, String name) {
    return null;
  }

  /**
   * Checks that the application may create a cache of this name.
   *
   * @throws javax.cache.CacheException if the store wouldn't let it, because its own configuration
   *     declares the cache
   */
  default void checkCreation(CacheManager manager, String name) {}

  /** Opens a cache that the store's own configuration declares, as {@code createCache} does. */
  default StorePort openDeclared(CacheManager manager, String name, CacheExpiry expiry) {
    throw new IllegalStateException("This store declares no caches");
  }

  /**
   * The entries that the store holds of a cache, whoever created it and with whatever
   * configuration, for who opened this manager alone: no cache comes into being elsewhere by it,
   * and no user code is asked. Silently: no entry's expiry changes. One thread's.
   *
   * @return null if the store knows that it has no such cache
   */
  default @Nullable Iterator<ListedEntry> walk(CacheManager manager, String name) {
    Cache<String, Object> cache = manager.getCache(name);
    return cache == null ? null : new JCachePort(cache, kind().carrier()).list();
  }

  /**
   * Destroys the store's cache, closed here by now, and all that is in it.
   *
   * @param described whether it is known to be one of ours, be it that another JVM created it
   */
  default void destroyCache(CacheManager manager, String name, boolean described) {
    manager.destroyCache(name);
  }

  /** Closes what was opened for this one manager beside it, whose caches are closed by now. */
  @Override
  default void close() {}

  /** A store's manager, and what its own configuration says of caches; null: nothing. */
  record Opened(CacheManager manager, @Nullable StoreDeclarations declarations) {}
}
