package io.sealcache.internal.seal;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.StorePort;

/** A store's calls, and what seals and ends the entries of one tenant. Immutable. */
record SealedCalls(
    StorePort calls, ObjectSealer sealer, CacheExpiry expiry, WriterTrail.Writer writer) {}
