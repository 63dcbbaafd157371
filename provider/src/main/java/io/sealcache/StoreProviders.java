package io.sealcache;

import io.sealcache.internal.settings.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds the provider to wrap, and keeps one of each class. Never through {@link
 * javax.cache.Caching}, which would add it to those that the application chooses from. Thread-safe.
 */
final class StoreProviders {
  private final Class<?> ours;
  private final Map<Class<?>, CachingProvider> providers = new HashMap<>();

  /**
   * @param ours the provider that is not to wrap itself
   */
  StoreProviders(Class<? extends CachingProvider> ours) {
    this.ours = ours;
  }

  /**
   * @param className null: the only one on the class path that is not ours
   * @throws CacheException if there is none, or more than one, or it is ours
   */
  synchronized CachingProvider find(@Nullable String className, ClassLoader loader) {
    Class<? extends CachingProvider> type =
        className == null ? onlyOther(loader) : load(className, loader);
    if (isOurs(type)) {
      throw new CacheException(
          "%s names SealCache itself; name the provider that stores the entries"
              .formatted(Setting.STORE_PROVIDER.propertyName()));
    }
    CachingProvider known = providers.get(type);
    if (known == null) {
      known = make(type);
      providers.put(type, known);
    }
    return known;
  }

  // By name: another class loader may have loaded it once more.
  private boolean isOurs(Class<?> type) {
    return type.getName().equals(ours.getName());
  }

  private Class<? extends CachingProvider> onlyOther(ClassLoader loader) {
    List<Class<? extends CachingProvider>> others = others(loader);
    if (others.size() == 1) {
      return others.get(0);
    }
    throw new CacheException(
        others.isEmpty()
            ? "There is no JCache provider to store the entries in: add one, such as Ehcache,"
                + " Caffeine's jcache or Hazelcast, to the class path"
            : "There are several JCache providers to store the entries in. Set %s to one of %s"
                .formatted(
                    Setting.STORE_PROVIDER.propertyName(),
                    others.stream().map(Class::getName).sorted().collect(Collectors.toList())));
  }

  private List<Class<? extends CachingProvider>> others(ClassLoader loader) {
    try {
      return ServiceLoader.load(CachingProvider.class, loader).stream()
          .<Class<? extends CachingProvider>>map(ServiceLoader.Provider::type)
          .filter(type -> !isOurs(type))
          .distinct()
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new CacheException(
          "A JCache provider on the class path can't be loaded; complete it or set %s to another"
              .formatted(Setting.STORE_PROVIDER.propertyName()),
          e);
    }
  }

  private static Class<? extends CachingProvider> load(String className, ClassLoader loader) {
    try {
      return Class.forName(className, true, loader).asSubclass(CachingProvider.class);
    } catch (ClassNotFoundException e) {
      throw new CacheException(
          "%s names '%s', which is not on the class path"
              .formatted(Setting.STORE_PROVIDER.propertyName(), className),
          e);
    } catch (LinkageError e) {
      throw cannotStart(className, e);
    } catch (ClassCastException e) {
      throw new CacheException(
          "%s names '%s', which is no %s"
              .formatted(
                  Setting.STORE_PROVIDER.propertyName(),
                  className,
                  CachingProvider.class.getName()),
          e);
    }
  }

  private static CachingProvider make(Class<? extends CachingProvider> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw cannotStart(type.getName(), e);
    }
  }

  /** What the application hears when the store itself lacks what it needs. */
  static CacheException cannotStart(String className, Throwable cause) {
    return new CacheException(
        "The JCache provider %s can't be started; is a library missing that it needs? %s"
            .formatted(className, cause),
        cause);
  }

  /** Closes all of them. */
  synchronized void close() {
    providers.values().forEach(CachingProvider::close);
    providers.clear();
  }
}
