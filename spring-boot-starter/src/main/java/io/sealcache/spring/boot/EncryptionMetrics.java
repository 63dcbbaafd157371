package io.sealcache.spring.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sealcache.micrometer.SealCacheMetrics;

/** Meters of the encrypted caches that there are when it is bound. */
final class EncryptionMetrics implements MeterBinder {
  private final EncryptionBeans beans;

  EncryptionMetrics(EncryptionBeans beans) {
    this.beans = beans;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    beans
        .caches()
        .forEach(
            (name, cache) -> new SealCacheMetrics(cache, Tags.of("cache", name)).bindTo(registry));
  }
}
