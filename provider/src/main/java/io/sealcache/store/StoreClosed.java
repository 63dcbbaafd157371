package io.sealcache.store;

import javax.cache.Cache;

/** Tells a failure of the store from the store having been closed under a call in flight. */
final class StoreClosed {
  private StoreClosed() {}

  /** {@code failure} itself, or where the cache is closed by now what JCache wants then. */
  static RuntimeException explain(Cache<?, ?> cache, RuntimeException failure) {
    if (failure instanceof IllegalStateException || !cache.isClosed()) {
      return failure;
    }
    return new IllegalStateException("The store was closed during this call", failure);
  }
}
