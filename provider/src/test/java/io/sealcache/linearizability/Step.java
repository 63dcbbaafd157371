package io.sealcache.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * What an operation does to an entry when nothing else happens.
 *
 * @param result what it returns
 * @param present the value afterwards; null if there is none
 */
record Step<V>(@Nullable Object result, @Nullable V present) {}
