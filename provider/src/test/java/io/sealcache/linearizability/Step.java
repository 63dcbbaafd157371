package io.sealcache.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * The effect of an operation on an entry when nothing else happens.
 *
 * @param result the value that it returns
 * @param present the value afterwards; null if there is none
 */
record Step(@Nullable Object result, @Nullable String present) {}
