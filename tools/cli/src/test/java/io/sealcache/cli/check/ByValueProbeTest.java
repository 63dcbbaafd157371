package io.sealcache.cli.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.Test;

/** What no store makes of ciphertext: it takes a cache of objects. */
class ByValueProbeTest {
  private static void run(boolean byValue) throws UnfitException {
    try (CachingProvider provider = new RICachingProvider();
        ProbeCaches caches = new ProbeCaches(manager(provider.getCacheManager(), byValue), false)) {
      new ByValueProbe().run(caches);
    }
  }

  private static CacheManager manager(CacheManager manager, boolean byValue) {
    return (CacheManager)
        Proxy.newProxyInstance(
            ByValueProbeTest.class.getClassLoader(),
            new Class<?>[] {CacheManager.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("createCache")) {
                return manager.createCache(
                    (String) arguments[0], new MutableConfiguration<>().setStoreByValue(byValue));
              }
              return method.invoke(manager, arguments);
            });
  }

  @Test
  void cacheByReference_isUnfit() {
    assertThatExceptionOfType(UnfitException.class)
        .isThrownBy(() -> run(false))
        .withMessageContaining("changed after it was put");
  }

  @Test
  void cacheByValue_isFit() {
    assertThatCode(() -> run(true)).doesNotThrowAnyException();
  }
}
