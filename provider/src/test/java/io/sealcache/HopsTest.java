package io.sealcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.keys.FixedKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.Test;

/** How many methods of ours an operation goes through before it is the store's. */
class HopsTest {
  private static final int MOST_OF_A_WRITE = 9;
  private static final int MOST_OF_A_GET = 7;
  private static final int MOST_OF_MANY_READ = 9;

  /** By the name of the store's method: our frames above it, the application's call first. */
  private final Map<String, List<String>> frames = new ConcurrentHashMap<>();

  @Test
  void writesAndReads_areFewHopsFromTheStore() {
    use(new MutableConfiguration<>());

    assertThat(frames.get("put")).hasSizeBetween(2, MOST_OF_A_WRITE);
    assertThat(frames.get("get")).hasSizeBetween(2, MOST_OF_A_GET);
    assertThat(frames.get("putAll")).hasSizeBetween(2, MOST_OF_A_WRITE);
    assertThat(frames.get("getAll")).hasSizeBetween(2, MOST_OF_MANY_READ);
  }

  @Test
  void writesAndReads_withStatistics_areTwoMoreAtTheMost() {
    use(new MutableConfiguration<String, String>().setStatisticsEnabled(true));

    assertThat(frames.get("put")).hasSizeBetween(2, MOST_OF_A_WRITE + 2);
    assertThat(frames.get("get")).hasSizeBetween(2, MOST_OF_A_GET + 2);
    assertThat(frames.get("putAll")).hasSizeBetween(2, MOST_OF_A_WRITE);
    assertThat(frames.get("getAll")).hasSizeBetween(2, MOST_OF_MANY_READ);
  }

  private void use(MutableConfiguration<String, String> configuration) {
    Properties settings = new Properties();
    settings.put("test.frames", frames);
    settings.setProperty("sealcache.store.provider", Store.class.getName());
    settings.setProperty("sealcache.master-key", FixedKey.hex(1));
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      Cache<String, String> cache =
          provider.getCacheManager(null, null, settings).createCache("hops", configuration);
      cache.put("key", "value");
      assertThat(cache.get("key")).isEqualTo("value");
      cache.putAll(Map.of("many", "values"));
      assertThat(cache.getAll(Set.of("many"))).hasSize(1);
    }
  }

  /** A store that notes who calls it. */
  public static final class Store extends RICachingProvider {
    @Override
    @SuppressWarnings("unchecked")
    public synchronized CacheManager getCacheManager(
        @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
      var frames = (Map<String, List<String>>) requireNonNull(properties).get("test.frames");
      return noting(
          CacheManager.class,
          super.getCacheManager(uri, classLoader, properties),
          requireNonNull(frames));
    }

    private static <T> T noting(Class<T> type, T target, Map<String, List<String>> frames) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                frames.put(method.getName(), oursAbove());
                try {
                  @Nullable Object result = method.invoke(target, arguments);
                  return result instanceof Cache<?, ?> cache
                      ? noting(Cache.class, cache, frames)
                      : result;
                } catch (InvocationTargetException e) {
                  throw requireNonNull(e.getCause());
                }
              }));
    }

    private static List<String> oursAbove() {
      return Arrays.stream(new Throwable().getStackTrace())
          .filter(frame -> frame.getClassName().startsWith("io.sealcache."))
          .filter(frame -> !frame.getClassName().startsWith(HopsTest.class.getName()))
          .map(frame -> frame.getClassName() + "." + frame.getMethodName())
          .toList();
    }
  }
}
