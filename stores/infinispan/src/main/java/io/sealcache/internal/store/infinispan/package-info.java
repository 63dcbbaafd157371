/** Infinispan as a store. */
@NullMarked
package io.sealcache.internal.store.infinispan;

import org.jspecify.annotations.NullMarked;
