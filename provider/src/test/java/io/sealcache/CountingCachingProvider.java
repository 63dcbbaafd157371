package io.sealcache;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;

/** A store that nobody knows, and that counts the calls to its caches. */
public final class CountingCachingProvider extends RICachingProvider {
  /** The property that hands over the {@link Calls}. */
  static final String CALLS = "test.calls";

  /** How often each method was called, by its name. Thread-safe. */
  static final class Calls {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /** What was called since the last time. */
    Map<String, Integer> take() {
      Map<String, Integer> taken = new TreeMap<>(counts);
      counts.clear();
      return taken;
    }

    private <T> T counting(Class<T> type, T target) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                if (type == Cache.class) {
                  counts.merge(method.getName(), 1, Integer::sum);
                }
                try {
                  @Nullable Object result = method.invoke(target, arguments);
                  return result instanceof Cache<?, ?> cache
                      ? counting(Cache.class, cache)
                      : result;
                } catch (InvocationTargetException e) {
                  throw requireNonNull(e.getCause());
                }
              }));
    }
  }

  @Override
  public synchronized CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    Calls calls = (Calls) requireNonNull(requireNonNull(properties).get(CALLS));
    return calls.counting(CacheManager.class, super.getCacheManager(uri, classLoader, properties));
  }
}
