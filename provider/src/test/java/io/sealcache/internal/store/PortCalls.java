package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls through a port, each by a method, as tests read best. */
public record PortCalls(StorePort port) {
  /** By which a policy is asked here, while nobody listens. */
  public static PortCalls asking(StoreEntries<?> entries, boolean blindly) {
    return asking(entries, blindly, LostRaces.OF_OURS);
  }

  /** As above, of a cache with this contention-timeout. */
  public static PortCalls asking(StoreEntries<?> entries, boolean blindly, Duration patience) {
    return new PortCalls(new ClientSidePort<>(entries, blindly, patience, new FutureMapStore()));
  }

  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    return port.make(new StoreCall.Get(key, expiry));
  }

  public Map<StoredKey, SealedBytes> getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    var answer = port.make(new StoreCall.GetAll(keys, expiry));
    Map<StoredKey, SealedBytes> found = new HashMap<>();
    for (StoredKey key : keys) {
      SealedBytes value = answer.apply(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }

  public boolean put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    return port.make(new StoreCall.Put(key, value, expiry));
  }

  public boolean putAll(Map<StoredKey, SealedBytes> values, OperationExpiry expiry) {
    return port.make(new StoreCall.PutAll(values, expiry));
  }

  public boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    return port.make(new StoreCall.PutIfAbsent(key, value, expiry));
  }

  public boolean replace(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    return port.make(new StoreCall.Replace(key, null, value, expiry));
  }

  public boolean replace(
      StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry) {
    return port.make(new StoreCall.Replace(key, expected, value, expiry));
  }

  public boolean remove(StoredKey key) {
    return port.make(new StoreCall.Remove(key, null));
  }

  public boolean remove(StoredKey key, SealedBytes expected) {
    return port.make(new StoreCall.Remove(key, expected));
  }

  public boolean touch(StoredKey key, OperationExpiry expiry) {
    return port.make(new StoreCall.Touch(key, expiry));
  }

  public boolean removeAll(Collection<StoredKey> keys) {
    return port.make(new StoreCall.RemoveAll(keys));
  }

  public List<PendingCall<Boolean>> together(List<StoreCall.OfEntry> calls) {
    return port.make(new StoreCall.Together(calls));
  }
}
