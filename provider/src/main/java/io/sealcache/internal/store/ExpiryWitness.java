package io.sealcache.internal.store;

import javax.cache.CacheException;

/**
 * Sees to it that a store asks the expiry policy on the thread of the caller: in one that asks
 * elsewhere, or never, entries would live for ever, and nobody would be told. Satisfied once it was
 * asked there. Thread-safe.
 */
final class ExpiryWitness {
  private volatile boolean satisfied;

  /** Whether the store had to ask while it wrote an entry, and hasn't, nor ever before. */
  boolean misses(OperationExpiry expiry) {
    if (satisfied || expiry.isSilent()) {
      return false;
    }
    satisfied = expiry.isAsked();
    return !satisfied;
  }

  /**
   * @param store as messages name it
   */
  static CacheException refusal(String store) {
    return new CacheException(
        "%s has not asked the expiry policy on the thread that writes, so entries would not expire, and none is kept. Use a store of docs/stores.md, or an EternalExpiryPolicy with the setting max-age"
            .formatted(store));
  }
}
