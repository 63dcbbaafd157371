package io.sealcache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcache.EncryptedCache;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SealCacheMetricsTest {
  private static final TestStore STORE = TestStore.REFERENCE_IMPLEMENTATION;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  @AutoClose private final StoreFixture fixture = StoreFixture.over(STORE);
  private final EncryptedCache<String, Integer> cache = fixture.create("orders");

  private double counted(String name, String... tags) {
    return registry.get(name).tag("cache", "orders").tags(tags).functionCounter().count();
  }

  private double measured(String name) {
    return registry.get(name).tag("cache", "orders").gauge().value();
  }

  /** Reads an entry, the only one, after somebody has changed it in the store. */
  private void spoil(String key) {
    RawCache raw = fixture.raw("orders");
    raw.plant(raw.onlyKey(), new byte[] {1});
    assertThat(cache.get(key)).isNull();
  }

  @Test
  void monitor_countsWhatTheCacheDoes() {
    assertThat(SealCacheMetrics.monitor(registry, cache, "region", "eu")).isSameAs(cache);

    cache.put("a", 1);
    cache.get("a");
    spoil("a");
    cache.put("b", 1);
    cache.get("b");

    assertThat(counted("sealcache.sealed", "region", "eu")).isEqualTo(2);
    assertThat(counted("sealcache.opened")).isEqualTo(2);
    assertThat(counted("sealcache.unreadable", "reason", "malformed")).isEqualTo(1);
    assertThat(counted("sealcache.unreadable", "reason", "tampered")).isZero();
    assertThat(measured("sealcache.every.entry.unreadable")).isZero();
  }

  @Test
  void cacheThatIsClosed_staysCountedAndFailsNoScrape() {
    SealCacheMetrics.monitor(registry, cache);
    cache.put("a", 1);
    fixture.manager().destroyCache("orders");

    assertThat(counted("sealcache.sealed")).isEqualTo(1);
    registry.forEachMeter(meter -> meter.measure().forEach(measured -> measured.getValue()));
  }

  /** Micrometer tells of a gauge that throws, at each scrape. */
  @Test
  void cacheOfAClosedManager_isMeasuredNoMore() {
    SealCacheMetrics.monitor(registry, cache);
    fixture.manager().close();

    assertThat(registry.getMeters())
        .filteredOn(Gauge.class::isInstance)
        .hasSize(2)
        .allMatch(gauge -> Double.isNaN(((Gauge) gauge).value()));
  }

  @Test
  void tagNamedCache_takesThePlaceOfTheName() {
    SealCacheMetrics.monitor(registry, cache, "cache", "orders of Europe");

    assertThat(registry.getMeters())
        .isNotEmpty()
        .allMatch(meter -> "orders of Europe".equals(meter.getId().getTag("cache")));
  }

  @Test
  void cacheInClear_isRefused() {
    try (var provider = Caching.getCachingProvider(RICachingProvider.class.getName());
        var manager = provider.getCacheManager()) {
      Cache<String, Integer> clear =
          manager.createCache("in-clear", new MutableConfiguration<String, Integer>());

      assertThatIllegalArgumentException()
          .isThrownBy(() -> SealCacheMetrics.monitor(registry, clear));
    }
    assertThat(registry.getMeters()).isEmpty();
  }

  /** OperationsTest of the starter holds the same names to what Prometheus makes of them. */
  @Test
  void meters_areThoseOfThePage() throws IOException {
    SealCacheMetrics.monitor(registry, cache);
    String page = Files.readString(Path.of("../../docs/operations.md"));

    Set<String> names =
        registry.getMeters().stream()
            .map(Meter::getId)
            .map(id -> id.getName().replace('.', '_'))
            .collect(Collectors.toSet());
    assertThat(names).hasSize(9).allMatch(page::contains);
  }
}
