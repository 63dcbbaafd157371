package io.sealcache.internal.store.redisson;

import io.sealcache.core.StoredKey;
import java.util.Collection;
import org.redisson.api.RFuture;

/** Removes many in one call, and tells how many of them were there. */
@FunctionalInterface
interface CountedRemovals {
  RFuture<Long> begin(Collection<StoredKey> keys);
}
