package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a store lists it: whoever wrote it.
 *
 * @param key null: what the store has there is in the form of no stored key
 * @param value foreign also where only keys were asked for
 */
public record ListedEntry(@Nullable StoredKey key, SealedBytes value) {}
