package io.sealcache.spring.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sealcache.EncryptionMXBean;
import io.sealcache.encryption.UnreadableReason;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Meters of the encrypted caches that there are when it is bound. */
final class EncryptionMetrics implements MeterBinder {
  private final EncryptionBeans beans;

  EncryptionMetrics(EncryptionBeans beans) {
    this.beans = beans;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    beans.byCache().forEach((cache, bean) -> bind(registry, Tags.of("cache", cache), bean));
  }

  private static void bind(MeterRegistry registry, Tags tags, EncryptionMXBean bean) {
    count(registry, "sealcache.sealed", tags, bean, EncryptionMXBean::getSealed);
    count(registry, "sealcache.opened", tags, bean, EncryptionMXBean::getOpened);
    count(
        registry,
        "sealcache.opened.previous.key",
        tags,
        bean,
        EncryptionMXBean::getOpenedWithPreviousKey);
    count(registry, "sealcache.lost.races", tags, bean, EncryptionMXBean::getLostRaces);
    count(registry, "sealcache.dropped.events", tags, bean, EncryptionMXBean::getDroppedEvents);
    count(
        registry,
        "sealcache.future.write.times",
        tags,
        bean,
        EncryptionMXBean::getFutureWriteTimes);
    for (UnreadableReason reason : UnreadableReason.values()) {
      count(
          registry,
          "sealcache.unreadable",
          tags.and("reason", reason.name().toLowerCase(Locale.ROOT)),
          bean,
          counted -> counted.getUnreadable().getOrDefault(reason.name(), 0L));
    }
    Gauge.builder(
            "sealcache.every.entry.unreadable", bean, held -> held.isEveryEntryUnreadable() ? 1 : 0)
        .tags(tags)
        .strongReference(true)
        .register(registry);
    Gauge.builder("sealcache.key.load.age", bean, EncryptionMetrics::keyLoadAge)
        .tags(tags)
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
    Gauge.builder("sealcache.key.load.failures", bean, EncryptionMXBean::getFailedKeyLoads)
        .tags(tags)
        .strongReference(true)
        .register(registry);
    Gauge.builder("sealcache.session.age", bean, EncryptionMXBean::getSessionAgeSeconds)
        .tags(tags)
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }

  // Asked each time: a source that loads at the first use has no age when this is bound.
  private static double keyLoadAge(EncryptionMXBean bean) {
    long age = bean.getKeyLoadAgeSeconds();
    return age < 0 ? Double.NaN : age;
  }

  // A proxy that nothing else holds is kept by the counter's function.
  private static void count(
      MeterRegistry registry,
      String name,
      Tags tags,
      EncryptionMXBean bean,
      ToDoubleFunction<EncryptionMXBean> count) {
    FunctionCounter.builder(name, registry, held -> count.applyAsDouble(bean))
        .tags(tags)
        .register(registry);
  }
}
