package io.sealcache.internal.managerstore;

import io.sealcache.internal.settings.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds the provider to wrap, and keeps one of each class. Never through {@link
 * javax.cache.Caching}, which would add it to those that the application chooses from. Thread-safe.
 */
public final class StoreProviders {
  private final Class<?> ours;
  private final Map<Class<?>, CachingProvider> providers = new HashMap<>(); // guarded by this
  private final Set<Use> uses = new HashSet<>(); // guarded by this

  /** A use of a provider by one manager, which may be being opened yet; ends when it is left. */
  public final class Use {
    private final CachingProvider provider;

    private Use(CachingProvider provider) {
      this.provider = provider;
      uses.add(this);
    }

    public CachingProvider provider() {
      return provider;
    }

    /**
     * Ends it. The last one closes a provider of a class that SealCache doesn't see by itself: it
     * is an application's, which may be undeployed. All others stay, with what they hold.
     */
    public void leave() {
      if (end(this)) {
        provider.close();
      }
    }
  }

  /**
   * @param ours the provider that is not to wrap itself
   */
  public StoreProviders(Class<? extends CachingProvider> ours) {
    this.ours = ours;
  }

  ClassLoader loader() {
    return ours.getClassLoader();
  }

  /**
   * For one more manager, which has to {@link Use#leave}.
   *
   * @param className null: the only one on the class path that is not ours
   * @throws CacheException if there is none, or more than one, or it is ours
   */
  public synchronized Use find(@Nullable String className, ClassLoader loader) {
    Class<? extends CachingProvider> type =
        className == null ? onlyOther(loader) : load(className, loader);
    if (isOurs(type)) {
      throw new CacheException(
          "%s names SealCache itself; name the provider that stores the entries"
              .formatted(Setting.STORE_PROVIDER));
    }
    return new Use(providers.computeIfAbsent(type, absent -> make(type)));
  }

  /** Whether the provider is to be closed. */
  private synchronized boolean end(Use use) {
    CachingProvider left = use.provider;
    Class<?> type = left.getClass();
    boolean isKept = providers.get(type) == left && isSeen(type.getClassLoader());
    boolean closes =
        uses.remove(use) && !isKept && uses.stream().noneMatch(other -> other.provider == left);
    if (closes) {
      providers.remove(type, left); // unless all were closed but those in use
    }
    return closes;
  }

  private boolean isSeen(@Nullable ClassLoader loader) {
    @Nullable ClassLoader seen = ours.getClassLoader();
    while (seen != null && seen != loader) {
      seen = seen.getParent();
    }
    return seen == loader;
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
                + " Caffeine's jcache or Hazelcast, to the class path; a fat jar must merge those of"
                + " META-INF/services, or "
                + Setting.STORE_PROVIDER
                + " name it"
            : "There are several JCache providers to store the entries in. Set %s to one of %s"
                .formatted(
                    Setting.STORE_PROVIDER,
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
              .formatted(Setting.STORE_PROVIDER),
          e);
    }
  }

  private static Class<? extends CachingProvider> load(String className, ClassLoader loader) {
    try {
      return Class.forName(className, true, loader).asSubclass(CachingProvider.class);
    } catch (ClassNotFoundException e) {
      throw new CacheException(
          "%s names '%s', which is not on the class path"
              .formatted(Setting.STORE_PROVIDER, className),
          e);
    } catch (LinkageError e) {
      throw cannotStart(className, e);
    } catch (ClassCastException e) {
      throw new CacheException(
          "%s names '%s', which is no %s"
              .formatted(Setting.STORE_PROVIDER, className, CachingProvider.class.getName()),
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

  /** The exception where the store itself lacks what it needs. */
  static CacheException cannotStart(String className, Throwable cause) {
    return new CacheException(
        "The JCache provider %s can't be started; is a library missing that it needs? %s"
            .formatted(className, cause),
        cause);
  }

  /** Closes all of them; one over which a manager is being opened, which may hang, after that. */
  public void close() {
    List<CachingProvider> unused;
    synchronized (this) {
      unused = new ArrayList<>(providers.values());
      uses.forEach(use -> unused.remove(use.provider));
      providers.clear();
    }
    unused.forEach(CachingProvider::close);
  }
}
