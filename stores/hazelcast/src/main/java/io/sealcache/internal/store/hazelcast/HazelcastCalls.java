package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.ICache;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.ClientSideExpiry;
import io.sealcache.internal.store.EntryCalls;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.SynchronousEvents;
import org.jspecify.annotations.Nullable;

/**
 * Calls under one of JCache's own policies. A read of many that accesses each is one call, since
 * members ask the policy. Thread-safe.
 *
 * @param others makes all other calls
 */
record HazelcastCalls(HazelcastEntries entries, EntryCalls others) implements EntryCalls {
  /** Calls to a cache, under whatever policy. */
  static EntryCalls of(
      ICache<String, Object> cache,
      Carriers carriers,
      CacheExpiry expiry,
      SynchronousEvents events) {
    HazelcastEntries entries = new HazelcastEntries(cache, carriers, expiry);
    EntryCalls calls = new ClientSideExpiry<>(entries, expiry.isStandard(), events);
    return expiry.isStandard() ? new HazelcastCalls(entries, calls) : calls;
  }

  @Override
  @SuppressWarnings("unchecked") // each call has the type of its answer
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    return call instanceof StoreCall.GetAll all && !all.expiry().isSilent()
        ? (PendingCall<T>) entries.access(all.keys())
        : others.begin(call);
  }
}
