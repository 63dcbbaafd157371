/** Ignite as a store. */
@NullMarked
package io.sealcache.internal.store.ignite;

import org.jspecify.annotations.NullMarked;
