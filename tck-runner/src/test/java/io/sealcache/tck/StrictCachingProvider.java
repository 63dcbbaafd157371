package io.sealcache.tck;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;

/**
 * A store that nobody has heard of: it compares by content, always copies, and refuses each key and
 * value whose class is not the JDK's, as a server would that lacks the application's classes.
 */
public final class StrictCachingProvider extends RICachingProvider {
  private final ConcurrentMap<Object, Object> views = new ConcurrentHashMap<>();

  /** For the class name in {@code sealcache.store.provider}. */
  public StrictCachingProvider() {}

  @Override
  public synchronized CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader loader, @Nullable Properties properties) {
    return view(CacheManager.class, super.getCacheManager(uri, loader, properties));
  }

  @Override
  public boolean isSupported(OptionalFeature feature) {
    return false;
  }

  private <T> T view(Class<T> type, Object real) {
    return type.cast(
        views.computeIfAbsent(
            real,
            r -> Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler(r))));
  }

  private InvocationHandler handler(Object real) {
    return (proxy, method, arguments) -> {
      if (method.getName().equals("getCachingProvider")) {
        return this;
      }
      if (real instanceof Cache && arguments != null) {
        for (Object argument : arguments) {
          refuseForeign(argument);
        }
      }
      try {
        Object result = method.invoke(real, arguments);
        return result instanceof Cache ? view(Cache.class, result) : result;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    };
  }

  private static void refuseForeign(@Nullable Object argument) {
    if (argument instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            refuseForeign(key);
            refuseForeign(value);
          });
    } else if (argument instanceof Collection<?> collection) {
      collection.forEach(StrictCachingProvider::refuseForeign);
    } else if (argument != null && !isAllowed(argument.getClass())) {
      throw new IllegalArgumentException("Unknown class " + argument.getClass().getName());
    }
  }

  private static boolean isAllowed(Class<?> type) {
    return type.getName().startsWith("java.") || type.getName().startsWith("javax.cache.");
  }
}
