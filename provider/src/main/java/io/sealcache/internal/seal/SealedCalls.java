package io.sealcache.internal.seal;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.StorePort;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store's calls, and what seals and ends the entries of one tenant. Immutable.
 *
 * @param writer gives a token for each write; null where the store repeats nothing
 */
record SealedCalls(
    StorePort calls,
    ObjectSealer sealer,
    CacheExpiry expiry,
    @Nullable Supplier<WriterTrail.Token> writer) {}
