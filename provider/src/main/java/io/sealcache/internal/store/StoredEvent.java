package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A store's event of an entry. Immutable.
 *
 * @param key null: what the store names is in the form of no stored key
 * @param value null: the store doesn't tell it, as with some removals
 * @param oldValue null: the store doesn't tell it
 */
public record StoredEvent(
    EventType type,
    @Nullable StoredKey key,
    @Nullable SealedBytes value,
    @Nullable SealedBytes oldValue) {}
