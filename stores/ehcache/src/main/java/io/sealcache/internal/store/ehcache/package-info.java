/** Ehcache as a store. */
@NullMarked
package io.sealcache.internal.store.ehcache;

import org.jspecify.annotations.NullMarked;
