package io.sealcache.linearizability;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;

/**
 * Stores of which one operation says that it compared, and did not: what a race must show. All
 * providers of a class have one store, as those of several JVMs have: in one, locks keep writers of
 * a key apart.
 */
enum BlindStore {
  REPLACE(Replacing.class, "replace", 3) {
    @Override
    void call(Cache<String, Object> cache, Object... arguments) {
      cache.put((String) arguments[0], arguments[2]);
    }
  },
  REMOVE(Removing.class, "remove", 2) {
    @Override
    void call(Cache<String, Object> cache, Object... arguments) {
      cache.remove((String) arguments[0]);
    }
  },
  PUT_IF_ABSENT(Creating.class, "putIfAbsent", 2) {
    @Override
    void call(Cache<String, Object> cache, Object... arguments) {
      cache.put((String) arguments[0], arguments[1]);
    }
  };

  private final Class<? extends CachingProvider> provider;
  private final String method;
  private final int parameters;

  @SuppressWarnings("ImmutableEnumChecker") // it is what all providers of a class share
  private final CachingProvider store = new RICachingProvider();

  BlindStore(Class<? extends CachingProvider> provider, String method, int parameters) {
    this.provider = provider;
    this.method = method;
    this.parameters = parameters;
  }

  abstract void call(Cache<String, Object> cache, Object... arguments);

  /** The name to give as {@code sealcache.store.provider}. */
  String providerClass() {
    return provider.getName();
  }

  /** Over the reference implementation. */
  public static final class Replacing extends RICachingProvider {
    @Override
    public synchronized CacheManager getCacheManager(
        URI uri, ClassLoader loader, Properties properties) {
      return REPLACE.shared();
    }
  }

  /** Over the reference implementation. */
  public static final class Removing extends RICachingProvider {
    @Override
    public synchronized CacheManager getCacheManager(
        URI uri, ClassLoader loader, Properties properties) {
      return REMOVE.shared();
    }
  }

  /** Over the reference implementation. */
  public static final class Creating extends RICachingProvider {
    @Override
    public synchronized CacheManager getCacheManager(
        URI uri, ClassLoader loader, Properties properties) {
      return PUT_IF_ABSENT.shared();
    }
  }

  private CacheManager shared() {
    CacheManager manager = store.getCacheManager();
    return proxy(
        CacheManager.class,
        (proxy, called, arguments) -> {
          if (called.getName().equals("createCache")) {
            Cache<?, ?> known = manager.getCache((String) requireNonNull(arguments)[0]);
            return wrap(
                known == null
                    ? (Cache<?, ?>) requireNonNull(pass(manager, called, arguments))
                    : known);
          }
          return pass(manager, called, arguments);
        });
  }

  // The engine keeps strings under strings in a store that it doesn't know.
  @SuppressWarnings("unchecked")
  private Cache<?, ?> wrap(Cache<?, ?> cache) {
    return proxy(
        Cache.class,
        (proxy, called, arguments) -> {
          if (called.getName().equals(method) && called.getParameterCount() == parameters) {
            Interleaving.invite();
            call((Cache<String, Object>) cache, arguments);
            return true;
          }
          return pass(cache, called, arguments);
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(BlindStore.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object pass(Object target, Method called, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return called.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
