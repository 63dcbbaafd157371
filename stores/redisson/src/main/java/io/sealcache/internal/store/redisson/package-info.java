/** Redisson as a store. */
@NullMarked
package io.sealcache.internal.store.redisson;

import org.jspecify.annotations.NullMarked;
