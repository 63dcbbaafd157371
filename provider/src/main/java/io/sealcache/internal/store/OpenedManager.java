package io.sealcache.internal.store;

import javax.cache.CacheManager;

/** A store's manager, and what its own configuration says of caches. */
public record OpenedManager(CacheManager manager, StoreDeclarations declarations) {}
