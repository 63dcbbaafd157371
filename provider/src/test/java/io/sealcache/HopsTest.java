package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CountingCachingProvider;
import io.sealcache.keys.FixedKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
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
    settings.put(CountingCachingProvider.CALLS, new Noting());
    settings.setProperty("sealcache.store.provider", CountingCachingProvider.class.getName());
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

  /** Notes who calls the store. */
  private final class Noting extends CountingCachingProvider.Calls {
    @Override
    protected void count(String method) {
      frames.put(
          method,
          Arrays.stream(new Throwable().getStackTrace())
              .map(frame -> frame.getClassName() + "." + frame.getMethodName())
              .filter(frame -> frame.startsWith("io.sealcache."))
              .filter(frame -> !frame.startsWith(HopsTest.class.getName()))
              .filter(frame -> !frame.startsWith(CountingCachingProvider.class.getName()))
              .toList());
    }
  }
}
