package io.sealcache.internal.store;

import javax.cache.Cache;

/** Tells a failure of the store from the store having been closed under a call in flight. */
public final class StoreClosed {
  private StoreClosed() {}

  /** {@code failure} itself, or where the cache is closed by now what JCache wants then. */
  public static RuntimeException explain(Cache<?, ?> cache, RuntimeException failure) {
    if (failure instanceof IllegalStateException || !cache.isClosed()) {
      return failure;
    }
    return new IllegalStateException("The store was closed during this call", failure);
  }
}
