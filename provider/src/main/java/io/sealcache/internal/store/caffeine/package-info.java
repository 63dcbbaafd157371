/** Caffeine as a store. */
@NullMarked
package io.sealcache.internal.store.caffeine;

import org.jspecify.annotations.NullMarked;
