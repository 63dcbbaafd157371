package io.sealcache.attacks;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;

/** The reference implementation run by an {@link Opponent}. */
public final class LyingCachingProvider extends RICachingProvider {
  /** The property that hands over the {@link Opponent}. */
  static final String OPPONENT = "test.opponent";

  /** A manager whose caches are what is made of them. */
  static CacheManager manager(CacheManager manager, UnaryOperator<Cache<?, ?>> each) {
    return (CacheManager)
        Proxy.newProxyInstance(
            LyingCachingProvider.class.getClassLoader(),
            new Class<?>[] {CacheManager.class},
            (proxy, method, arguments) -> {
              try {
                @Nullable Object result = method.invoke(manager, arguments);
                return result instanceof Cache<?, ?> cache ? each.apply(cache) : result;
              } catch (InvocationTargetException e) {
                throw requireNonNull(e.getCause());
              }
            });
  }

  @Override
  public synchronized CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    Opponent opponent = (Opponent) requireNonNull(requireNonNull(properties).get(OPPONENT));
    return manager(super.getCacheManager(uri, classLoader, properties), opponent::cache);
  }
}
