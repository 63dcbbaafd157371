package io.sealcache.spring.boot;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.micrometer.SealCacheMetrics;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import javax.cache.Cache;

/**
 * Meters of the encrypted caches. Those of a cache that is created later are bound when the number
 * of caches is next read, as each scrape does: JCache tells nobody of a cache that is created.
 */
final class EncryptionMetrics implements MeterBinder {
  private static final String CACHES = "sealcache.caches";
  private static final String CACHE = "cache";

  private final SealedManagers beans;
  private final boolean needsStatistics;

  /**
   * @param needsStatistics whether Spring Boot's own meters are on, cache.gets and others, which
   *     without JCache's statistics stay 0
   */
  EncryptionMetrics(SealedManagers beans, boolean needsStatistics) {
    this.beans = beans;
    this.needsStatistics = needsStatistics;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Map<Cache<?, ?>, String> bound = new WeakHashMap<>(); // guarded by itself
    Gauge.builder(CACHES, this, metrics -> metrics.bindNew(registry, bound)).register(registry);
    bindNew(registry, bound);
  }

  /** Answers how many caches there are. */
  private int bindNew(MeterRegistry registry, Map<Cache<?, ?>, String> bound) {
    Map<String, Cache<?, ?>> caches = beans.caches();
    synchronized (bound) {
      caches.forEach(
          (name, cache) -> {
            if (!name.equals(bound.put(cache, name))) {
              bind(registry, name, cache);
            }
          });
    }
    return caches.size();
  }

  private void bind(MeterRegistry registry, String name, Cache<?, ?> cache) {
    // Of a cache of that name which was destroyed, and would be read for ever.
    meters(registry, name).forEach(registry::remove);
    SealCacheMetrics.monitor(registry, cache, CACHE, name);
    if (needsStatistics) {
      cache
          .getCacheManager()
          .unwrap(EncryptedCacheManager.class)
          .enableCheapStatistics(cache.getName());
    }
  }

  private static List<Meter> meters(MeterRegistry registry, String cache) {
    return registry.getMeters().stream()
        .filter(meter -> meter.getId().getName().startsWith("sealcache."))
        .filter(meter -> cache.equals(meter.getId().getTag(CACHE)))
        .toList();
  }
}
