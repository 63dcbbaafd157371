/**
 * The kernel of SealCache: seals and opens the keys and values of one cache. All that decides
 * confidentiality, integrity, binding and nonces is in here.
 */
module io.sealcache.core {
  requires static transitive org.jspecify;

  exports io.sealcache.core;
}
