package io.sealcache.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sealcache.EncryptionMXBean;
import io.sealcache.core.UnreadableReason;
import java.lang.ref.WeakReference;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Meters of what encryption does in one cache; docs/operations.md has their names. They go with
 * Micrometer's {@code JCacheMetrics}, which counts hits and misses, and refer to the cache weakly:
 * once it is closed counters stay as they are. Needs {@code io.micrometer:micrometer-core}.
 */
public final class SealCacheMetrics implements MeterBinder {
  private final WeakReference<Cache<?, ?>> cache;
  private final Tags tags;

  /**
   * For a cache of SealCache's.
   *
   * @param tags of each meter, beside {@code cache}, which is the cache's name; one of that name
   *     among them takes its place
   * @throws IllegalArgumentException if the cache is not encrypted
   */
  public SealCacheMetrics(Cache<?, ?> cache, Iterable<Tag> tags) {
    bean(cache);
    this.cache = new WeakReference<>(cache);
    this.tags = Tags.of("cache", cache.getName()).and(tags);
  }

  /**
   * Binds the meters of a cache of SealCache's.
   *
   * @param tags keys and values of more tags, in turns
   * @return the cache
   * @throws IllegalArgumentException if the cache is not encrypted
   */
  public static <K, V, C extends Cache<K, V>> C monitor(
      MeterRegistry registry, C cache, String... tags) {
    new SealCacheMetrics(cache, Tags.of(tags)).bindTo(registry);
    return cache;
  }

  private static EncryptionMXBean bean(Cache<?, ?> cache) {
    return cache.unwrap(EncryptionMXBean.class);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Cache<?, ?> bound = cache.get();
    if (bound != null) {
      Meters meters = new Meters(registry, bound, tags);
      bindCounters(meters);
      bindGauges(meters);
    }
  }

  private static void bindCounters(Meters meters) {
    meters.count("sealcache.sealed", EncryptionMXBean::getSealed);
    meters.count("sealcache.opened", EncryptionMXBean::getOpened);
    meters.count("sealcache.opened.previous.key", EncryptionMXBean::getOpenedWithPreviousKey);
    meters.count("sealcache.lost.races", EncryptionMXBean::getLostRaces);
    meters.count("sealcache.dropped.events", EncryptionMXBean::getDroppedEvents);
    for (UnreadableReason reason : UnreadableReason.values()) {
      meters
          .with("reason", reason.name().toLowerCase(Locale.ROOT))
          .count(
              "sealcache.unreadable", bean -> bean.getUnreadable().getOrDefault(reason.name(), 0L));
    }
  }

  private static void bindGauges(Meters meters) {
    meters.gauge(
        "sealcache.every.entry.unreadable", null, bean -> bean.isEveryEntryUnreadable() ? 1 : 0);
    // Asked each time: a source that loads at the first use has no age when this is bound.
    meters.gauge("sealcache.key.age", "seconds", bean -> known(bean.getCurrentKeyAgeSeconds()));
    meters.gauge("sealcache.key.load.age", "seconds", bean -> known(bean.getKeyLoadAgeSeconds()));
    meters.gauge("sealcache.key.load.failures", null, EncryptionMXBean::getFailedKeyLoads);
  }

  private static double known(long age) {
    return age < 0 ? Double.NaN : age;
  }

  private record Meters(MeterRegistry registry, Cache<?, ?> cache, Tags tags) {
    Meters with(String key, String value) {
      return new Meters(registry, cache, tags.and(key, value));
    }

    void count(String name, ToDoubleFunction<EncryptionMXBean> count) {
      FunctionCounter.builder(name, cache, of -> count.applyAsDouble(bean(of)))
          .tags(tags)
          .register(registry);
    }

    void gauge(String name, @Nullable String unit, ToDoubleFunction<EncryptionMXBean> value) {
      Gauge.builder(name, cache, of -> value.applyAsDouble(bean(of)))
          .tags(tags)
          .baseUnit(unit)
          .register(registry);
    }
  }
}
