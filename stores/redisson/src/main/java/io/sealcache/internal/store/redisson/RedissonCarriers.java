package io.sealcache.internal.store.redisson;

import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.ValueCarrier;

/** In what type Redisson's caches hold values. */
final class RedissonCarriers {
  static final ValueCarrier TYPE = ValueCarrier.BYTES;
  static final Carriers CARRIERS = new Carriers(TYPE);

  private RedissonCarriers() {}
}
