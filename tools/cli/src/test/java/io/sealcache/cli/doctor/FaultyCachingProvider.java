package io.sealcache.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.sealcache.fixture.Pretended;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;

/** The reference implementation, except that it does one thing wrong. */
public final class FaultyCachingProvider extends RICachingProvider {
  static volatile Fault fault = Fault.NONE;

  enum Fault {
    NONE(""),
    LOSES_VALUES("round trip"),
    LISTS_PLAINTEXT("ciphertext"),
    REPLACES_WHATEVER_IS_THERE("compare-and-set"),
    LOSES_EACH_TENTH_REPLACEMENT("compare-and-set"),
    FORGETS_WHAT_WAS_READ("round trip"),
    HAS_NO_PUT_IF_ABSENT("compare-and-set"),
    NOTHING_EXPIRES("expiry"),
    TELLS_NO_EVENTS("events"),
    LISTS_HALF("many at once"),
    DESTROYS_NOTHING("destruction"),
    FAILS("many at once");

    /** A probe that sees it, whatever others see. */
    final String probe;

    Fault(String probe) {
      this.probe = probe;
    }
  }

  /** How many managers are still to be had. */
  static final AtomicInteger MANAGERS = new AtomicInteger(Integer.MAX_VALUE);

  /** The properties that the latest manager was given. */
  static volatile @Nullable Properties given;

  private static final AtomicInteger REPLACEMENTS = new AtomicInteger();

  private static @Nullable Object call(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static CacheManager faulty(CacheManager manager) {
    return Pretended.of(
        CacheManager.class,
        (proxy, method, arguments) -> {
          String name = method.getName();
          if (name.equals("destroyCache") && fault == Fault.DESTROYS_NOTHING) {
            return null;
          }
          if (name.equals("createCache")) {
            if (fault == Fault.NOTHING_EXPIRES) {
              arguments[1] =
                  new MutableConfiguration<String, String>().setTypes(String.class, String.class);
            }
            if (manager.getCache((String) arguments[0], String.class, String.class) != null) {
              return faulty(requireNonNull(manager.getCache((String) arguments[0])));
            }
          }
          Object result = call(manager, method, arguments);
          return result instanceof Cache<?, ?> cache ? faulty(cache) : result;
        });
  }

  private static Cache<?, ?> faulty(Cache<?, ?> cache) {
    return Pretended.of(
        Cache.class, (proxy, method, arguments) -> answer(cache, method, arguments));
  }

  private static @Nullable Object answer(
      Cache<?, ?> cache, Method method, @Nullable Object[] arguments) throws Throwable {
    String name = method.getName();
    if (fault == Fault.FAILS && name.equals("getAll")) {
      throw new IllegalStateException("out of order");
    }
    if (fault == Fault.LOSES_VALUES && name.startsWith("get") && method.getParameterCount() == 1) {
      return name.equals("get") ? null : call(cache, method, arguments);
    }
    if (fault == Fault.TELLS_NO_EVENTS && name.equals("registerCacheEntryListener")) {
      return null;
    }
    if (fault == Fault.REPLACES_WHATEVER_IS_THERE
        && name.equals("replace")
        && method.getParameterCount() == 3) {
      put(cache, arguments[0], arguments[2]);
      return true;
    }
    if (fault == Fault.LOSES_EACH_TENTH_REPLACEMENT
        && name.equals("replace")
        && REPLACEMENTS.incrementAndGet() % 10 == 0) {
      return true;
    }
    if (fault == Fault.FORGETS_WHAT_WAS_READ && name.equals("get")) {
      Object found = call(cache, method, arguments);
      remove(cache, arguments[0]);
      return found;
    }
    if (fault == Fault.HAS_NO_PUT_IF_ABSENT && name.equals("putIfAbsent")) {
      throw new UnsupportedOperationException("putIfAbsent");
    }
    if (name.equals("iterator")) {
      return listed(cache).iterator();
    }
    // A destroyed cache that is opened again must not be closed in between.
    return name.equals("close") && fault == Fault.DESTROYS_NOTHING
        ? null
        : call(cache, method, arguments);
  }

  @SuppressWarnings("unchecked")
  private static void put(Cache<?, ?> cache, @Nullable Object key, @Nullable Object value) {
    ((Cache<Object, Object>) cache).put(requireNonNull(key), requireNonNull(value));
  }

  @SuppressWarnings("unchecked")
  private static void remove(Cache<?, ?> cache, @Nullable Object key) {
    ((Cache<Object, Object>) cache).remove(requireNonNull(key));
  }

  private static List<Cache.Entry<?, ?>> listed(Cache<?, ?> cache) {
    List<Cache.Entry<?, ?>> listed = new ArrayList<>();
    cache.forEach(listed::add);
    if (fault == Fault.LISTS_HALF) {
      return listed.subList(0, listed.size() / 2);
    }
    if (fault == Fault.LISTS_PLAINTEXT && !listed.isEmpty()) {
      put(cache, "in clear", "in clear");
      cache.forEach(listed::add);
    }
    return listed;
  }

  @Override
  public synchronized CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    given = properties;
    if (MANAGERS.getAndDecrement() <= 0) {
      throw new IllegalStateException("no more managers");
    }
    return faulty(super.getCacheManager(uri, classLoader, properties));
  }
}
