package io.sealcache.internal.store.redisson;

import java.util.Set;
import org.redisson.api.RFuture;

/** Removes many in one call, and tells how many of them were there. */
@FunctionalInterface
interface CountedRemovals {
  RFuture<Long> begin(Set<String> keys);
}
