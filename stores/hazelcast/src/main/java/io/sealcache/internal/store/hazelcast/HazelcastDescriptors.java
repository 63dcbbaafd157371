package io.sealcache.internal.store.hazelcast;

import static io.sealcache.internal.store.ValueCarrier.BYTES;

import com.hazelcast.map.IMap;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Descriptors in a map. A cache would belong to the one manager of the JVM that opened it first,
 * and be closed with that. Whatever the members' configuration says of maps: what is kept stays
 * until it is removed. Thread-safe.
 */
record HazelcastDescriptors(IMap<String, Object> map) implements StorePort {
  /** How long a descriptor stays locked by who has died meanwhile. */
  private static final long LOCK_SECONDS = 10;

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // each call has the type of its answer
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    return PendingCall.answered((T) answer(call));
  }

  private @Nullable Object answer(StoreCall<?> call) {
    if (call instanceof StoreCall.Get get) {
      return BYTES.read(map.get(get.key().text()));
    } else if (call instanceof StoreCall.PutIfAbsent put) {
      Object value = BYTES.of(put.value());
      return map.putIfAbsent(put.key().text(), value, 0, TimeUnit.SECONDS, 0, TimeUnit.SECONDS)
          == null;
    } else if (call instanceof StoreCall.Replace replace && replace.expected() != null) {
      return change(replace.key().text(), BYTES.of(replace.expected()), BYTES.of(replace.value()));
    } else if (call instanceof StoreCall.Remove remove) {
      return remove.expected() == null
          ? map.remove(remove.key().text()) != null
          : change(remove.key().text(), BYTES.of(remove.expected()), null);
    }
    throw new UnsupportedOperationException("No descriptor is changed so");
  }

  // Hazelcast's own replace would have it expire when the configuration says, and its own removal
  // compares objects where that has the map keep objects.
  private boolean change(String key, Object seen, @Nullable Object value) {
    map.lock(key, LOCK_SECONDS, TimeUnit.SECONDS);
    try {
      if (!Objects.deepEquals(map.get(key), seen)) {
        return false;
      } else if (value == null) {
        map.delete(key);
      } else {
        map.set(key, value, 0, TimeUnit.SECONDS, 0, TimeUnit.SECONDS);
      }
      return true;
    } finally {
      map.unlock(key);
    }
  }

  /** Does nothing: the map is the cluster's. */
  @Override
  public void close() {}

  @Override
  public boolean isClosed() {
    return false;
  }
}
