package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.OpenManagers.Place;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.store.Unwrap;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.PrintableUri;
import io.sealcache.keys.KeySource;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * A cache manager whose caches are {@link EncryptedCache}s. Each method except {@code isClosed},
 * the getters of its identity, {@code unwrap} and {@code close} throws {@link
 * IllegalStateException} once it is closed. Thread-safe.
 */
public final class EncryptedCacheManager implements CacheManager {
  private static final System.Logger LOGGER = LoggerName.PROVIDER.logger();

  private final CachingProvider provider;
  private final Place place;
  private final Properties properties; // without secrets
  private final BiConsumer<EncryptedCacheManager, Runnable> closer;
  private volatile Settings settings; // without keys and passwords once this is closed
  private final ManagerKeys keys;
  private final CacheFactory factory;
  private final OpenCaches caches;

  /**
   * @param properties as the caller gave them, for {@link #getProperties}; null: none
   * @param closer closes this by what it is given, and then what lies below
   */
  EncryptedCacheManager(
      CachingProvider provider,
      Place place,
      @Nullable Properties properties,
      BiConsumer<EncryptedCacheManager, Runnable> closer,
      Settings settings,
      ManagerKeys keys,
      WrappedManager wrapped) {
    this.provider = provider;
    this.place = place;
    this.properties = Settings.withoutSecrets(properties);
    this.closer = closer;
    this.settings = settings;
    this.keys = keys;
    this.factory = new CacheFactory(settings.withoutSecrets(), keys, wrapped, place.loader());
    this.caches = new OpenCaches(this, wrapped, factory, new KnownCaches(wrapped, place.loader()));
  }

  /** This one, which knows then what other JVMs created in the store; needed before caches. */
  EncryptedCacheManager withDescriptors() {
    factory.openDescriptors();
    return this;
  }

  /** Opens the caches that the store's own configuration declares; closes all if one fails. */
  void openDeclared() {
    try {
      caches.openDeclared();
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  @Override
  public CachingProvider getCachingProvider() {
    return provider;
  }

  @Override
  public URI getURI() {
    return place.uri();
  }

  @Override
  public ClassLoader getClassLoader() {
    return place.loader();
  }

  /** The properties that the caller gave when this was opened, without keys. */
  @Override
  public Properties getProperties() {
    return (Properties) properties.clone();
  }

  /**
   * @throws CacheException if there is a cache of this name, or the store refuses
   * @throws IllegalArgumentException if a setting of the cache is wrong, or the store's template
   *     for it has other types
   */
  @Override
  public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(
      String cacheName, C configuration) {
    requireNonNull(cacheName, "cacheName");
    requireNonNull(configuration, "configuration");
    return caches.create(cacheName, configuration);
  }

  /**
   * Where another JVM created the cache, its codecs and {@code java-filter} go by these types if
   * this opens it, which {@link #getCache(String)} does without.
   *
   * @throws ClassCastException if the cache is configured for other types
   */
  @Override
  public <K, V> @Nullable Cache<K, V> getCache(
      String cacheName, Class<K> keyType, Class<V> valueType) {
    requireNonNull(keyType, "keyType");
    requireNonNull(valueType, "valueType");
    requireNonNull(cacheName, "cacheName");
    BiConsumer<Class<?>, Class<?>> types =
        (key, value) -> {
          ensureType(cacheName, "key", key, keyType);
          ensureType(cacheName, "value", value, valueType);
        };
    EncryptedCache<K, V> cache = caches.find(cacheName, types);
    if (cache != null) {
      types.accept(cache.configuration().keyType(), cache.configuration().valueType());
    }
    return cache;
  }

  private static void ensureType(String cacheName, String what, Class<?> actual, Class<?> asked) {
    if (!actual.equals(asked)) {
      throw new ClassCastException(
          "Cache '%s' is configured for a %s of %s, not %s"
              .formatted(cacheName, what, actual.getName(), asked.getName()));
    }
  }

  @Override
  public <K, V> @Nullable Cache<K, V> getCache(String cacheName) {
    return caches.find(requireNonNull(cacheName, "cacheName"), null);
  }

  @Override
  public Iterable<String> getCacheNames() {
    return caches.names();
  }

  /**
   * The caches that are open now, without those that a thread is still opening or closing: unlike
   * {@link #getCache(String)} it waits for none, and opens none.
   */
  public List<EncryptedCache<?, ?>> openCaches() {
    return caches.whole();
  }

  /** Closes the cache and destroys what the store holds of it. */
  @Override
  public void destroyCache(String cacheName) {
    caches.destroy(requireNonNull(cacheName, "cacheName"));
  }

  @Override
  public void enableManagement(String cacheName, boolean enabled) {
    manage(cacheName, management -> management.enableManagement(enabled));
  }

  @Override
  public void enableStatistics(String cacheName, boolean enabled) {
    manage(cacheName, management -> management.enableStatistics(enabled));
  }

  /**
   * Switches statistics on, except that what {@code removeAll} removes isn't counted, so that it
   * stays one call to the store. Does nothing where {@link #enableStatistics} was called, or the
   * cache's configuration has statistics enabled; nor if there is no such cache.
   */
  public void enableCheapStatistics(String cacheName) {
    manage(cacheName, Management::enableCheapStatistics);
  }

  private void manage(String name, Consumer<Management> change) {
    EncryptedCache<?, ?> cache = caches.opened(requireNonNull(name, "cacheName"));
    if (cache != null) {
      change.accept(cache.management());
    }
  }

  /** Closes all caches, the store's manager, and wipes the keys. */
  @Override
  public void close() {
    if (caches.close()) {
      closer.accept(this, this::closeCaches);
    }
  }

  private void closeCaches() {
    caches.all().forEach(this::closeQuietly);
    factory.close();
    settings = settings.withoutSecrets();
  }

  private void closeQuietly(EncryptedCache<?, ?> cache) {
    try {
      cache.close();
    } catch (Throwable e) { // of user code: the keys must go all the same
      LOGGER.log(
          Level.WARNING,
          "Cache ''{0}'' failed to close: {1}",
          cache.getName(),
          // Not their messages, which may show an entry.
          Stream.concat(Stream.of(e), Stream.of(e.getSuppressed()))
              .map(failure -> failure.getClass().getName())
              .toList());
    }
  }

  @Override
  public boolean isClosed() {
    return caches.isClosed();
  }

  /**
   * This manager; or, by its class, the source of its keys, such as {@code TableKeySource} to have
   * tenants forgotten.
   *
   * @throws IllegalArgumentException if neither is of that type
   */
  @Override
  public <T> T unwrap(Class<T> type) {
    return KeySource.class.isAssignableFrom(type)
        ? type.cast(keys.source(type.asSubclass(KeySource.class)))
        : Unwrap.to(type, this);
  }

  Settings settings() {
    return settings;
  }

  @Override
  public String toString() {
    return "EncryptedCacheManager[" + PrintableUri.of(getURI()) + "]";
  }
}
