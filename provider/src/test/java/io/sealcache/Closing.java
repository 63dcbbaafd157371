package io.sealcache;

import javax.cache.Cache;

/** The ways in which a cache is closed. */
enum Closing {
  CACHE {
    @Override
    void close(Cache<?, ?> cache) {
      cache.close();
    }
  },
  MANAGER {
    @Override
    void close(Cache<?, ?> cache) {
      cache.getCacheManager().close();
    }
  },
  PROVIDER {
    @Override
    void close(Cache<?, ?> cache) {
      cache.getCacheManager().getCachingProvider().close();
    }
  },
  DESTRUCTION {
    @Override
    void close(Cache<?, ?> cache) {
      cache.getCacheManager().destroyCache(cache.getName());
    }
  };

  abstract void close(Cache<?, ?> cache);
}
