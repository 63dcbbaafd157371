package io.sealcache.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sealcache.EncryptionMXBean;
import io.sealcache.core.UnreadableReason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.cache.Cache;

/**
 * Meters of what encryption does in one cache; docs/operations.md has their names. They go with
 * Micrometer's {@code JCacheMetrics}, which counts hits and misses, and refer to the cache weakly:
 * once it is closed counters stay as they are. Needs {@code io.micrometer:micrometer-core}.
 */
public final class SealCacheMetrics {
  /** Events that somebody has to look at. */
  private static final List<String> FAILURES =
      List.of(
          "kms-failed",
          "table-failed",
          "keys-not-loaded",
          "name-keys-not-loaded",
          "keys-not-erased");

  private static final Map<String, ToDoubleFunction<EncryptionMXBean>> COUNTERS =
      Map.of(
          "sealcache.sealed", EncryptionMXBean::getSealed,
          "sealcache.opened", EncryptionMXBean::getOpened,
          "sealcache.opened.previous.key", EncryptionMXBean::getOpenedWithPreviousKey,
          "sealcache.lost.races", EncryptionMXBean::getLostRaces,
          "sealcache.dropped.events", EncryptionMXBean::getDroppedEvents);

  // Asked each time: a source that loads at the first use has no age when this is bound.
  private static final Map<String, ToDoubleFunction<EncryptionMXBean>> GAUGES =
      Map.of(
          "sealcache.every.entry.unreadable", bean -> bean.isEveryEntryUnreadable() ? 1 : 0,
          "sealcache.key.age.seconds", bean -> known(bean.getCurrentKeyAgeSeconds()));

  private SealCacheMetrics() {}

  /**
   * Binds the meters of a cache of SealCache's.
   *
   * @param tags keys and values of more tags, in turns, beside {@code cache}, which is the cache's
   *     name; one of that name among them takes its place
   * @return the cache
   * @throws IllegalArgumentException if the cache is not encrypted
   */
  public static <C extends Cache<?, ?>> C monitor(MeterRegistry registry, C cache, String... tags) {
    bean(cache);
    Tags all = Tags.of("cache", cache.getName()).and(tags);
    COUNTERS.forEach((name, count) -> count(registry, cache, name, all, count));
    for (UnreadableReason reason : UnreadableReason.values()) {
      Tags tagged = all.and("reason", reason.name().toLowerCase(Locale.ROOT));
      count(
          registry,
          cache,
          "sealcache.unreadable",
          tagged,
          bean -> of(bean.getUnreadable(), reason.name()));
    }
    for (String event : FAILURES) {
      Tags tagged = all.and("event", event);
      count(registry, cache, "sealcache.key.failures", tagged, bean -> of(bean.getEvents(), event));
    }
    GAUGES.forEach(
        (name, value) ->
            Gauge.builder(
                    name,
                    (Cache<?, ?>) cache,
                    // A closed one has no keys to ask.
                    of -> of.isClosed() ? Double.NaN : value.applyAsDouble(bean(of)))
                .tags(all)
                .register(registry));
    return cache;
  }

  private static EncryptionMXBean bean(Cache<?, ?> cache) {
    return cache.unwrap(EncryptionMXBean.class);
  }

  private static double known(long age) {
    return age < 0 ? Double.NaN : age;
  }

  private static double of(Map<String, Long> counts, String name) {
    return counts.getOrDefault(name, 0L);
  }

  private static void count(
      MeterRegistry registry,
      Cache<?, ?> cache,
      String name,
      Tags tags,
      ToDoubleFunction<EncryptionMXBean> count) {
    FunctionCounter.builder(name, cache, of -> count.applyAsDouble(bean(of)))
        .tags(tags)
        .register(registry);
  }
}
