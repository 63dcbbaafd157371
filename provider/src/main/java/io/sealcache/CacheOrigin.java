package io.sealcache;

/** Who made the store's cache. */
enum CacheOrigin {
  /** The application, by createCache, here or in another JVM. */
  CREATED,
  /** The store, because its own configuration declares it. */
  DECLARED
}
