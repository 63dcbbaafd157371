package io.sealcache.internal.store;

import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What the store's own configuration says of a cache, or of caches that are created after its
 * template, in the application's terms. Immutable.
 *
 * @param keyType the name of the application's class
 * @param valueType the name of the application's class
 * @param expiry one of JCache's own; null where the store's configuration says nothing of it
 * @param statistics null where the store's configuration says nothing of it
 * @param management null where the store's configuration says nothing of it
 */
public record DeclaredCache(
    String keyType,
    String valueType,
    @Nullable ExpiryPolicy expiry,
    @Nullable Boolean statistics,
    @Nullable Boolean management) {}
