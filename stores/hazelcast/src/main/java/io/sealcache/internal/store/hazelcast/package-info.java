/** Hazelcast as a store. */
@NullMarked
package io.sealcache.internal.store.hazelcast;

import org.jspecify.annotations.NullMarked;
