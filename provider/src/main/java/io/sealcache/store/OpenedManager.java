package io.sealcache.store;

import javax.cache.CacheManager;

/** A store's manager, and what its own configuration says of caches. */
record OpenedManager(CacheManager manager, StoreDeclarations declarations) {}
