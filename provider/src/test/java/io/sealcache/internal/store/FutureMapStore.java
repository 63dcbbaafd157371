package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A store that a stranger could write: over a map that answers by futures, and tells listeners on
 * the threads that complete them. An entry that was seen is a value to compare with.
 */
class FutureMapStore implements StoreEntries<SealedBytes>, StorePort {
  final Map<StoredKey, SealedBytes> map = new ConcurrentHashMap<>();
  private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** All that SealCache needs of it, by a policy that is asked here. */
  StorePort port() {
    return new ClientSidePort<>(this, false, LostRaces.OF_OURS, this);
  }

  @Override
  public String cacheName() {
    return "futures";
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, @Nullable Duration access) {
    return map.get(key);
  }

  @Override
  public PendingCall<Function<StoredKey, @Nullable SealedBytes>> getAll(
      Collection<StoredKey> keys, boolean accessing) {
    return PendingCall.of(CompletableFuture.supplyAsync(() -> map::get));
  }

  @Override
  public @Nullable SealedBytes read(StoredKey key) {
    return map.get(key);
  }

  @Override
  public Map<StoredKey, SealedBytes> readAll(Collection<StoredKey> keys) {
    Map<StoredKey, SealedBytes> found = new HashMap<>(map);
    found.keySet().retainAll(keys);
    return found;
  }

  @Override
  public SealedBytes valueOf(SealedBytes seen) {
    return seen;
  }

  @Override
  public @Nullable SealedBytes look(StoredKey key, @Nullable SealedBytes expected) {
    return expected == null ? map.get(key) : expected;
  }

  @Override
  public PendingCall<Boolean> create(StoredKey key, SealedBytes value, Duration creation) {
    return begin(EventType.CREATED, key, value, null, () -> map.putIfAbsent(key, value) == null);
  }

  // A map forgets nothing by itself, so no duration is kept.
  @Override
  public PendingCall<Boolean> replace(
      StoredKey key, @Nullable SealedBytes seen, SealedBytes value, @Nullable Duration update) {
    SealedBytes old = requireNonNull(seen);
    return begin(EventType.UPDATED, key, value, old, () -> map.replace(key, old, value));
  }

  @Override
  public PendingCall<Boolean> remove(StoredKey key, @Nullable SealedBytes seen) {
    return seen == null
        ? PendingCall.of(CompletableFuture.supplyAsync(() -> map.remove(key) != null))
        : begin(EventType.REMOVED, key, seen, seen, () -> map.remove(key, seen));
  }

  @Override
  public PendingCall<Boolean> touch(StoredKey key, SealedBytes seen, Duration access) {
    return PendingCall.answered(true);
  }

  private PendingCall<Boolean> begin(
      EventType type,
      StoredKey key,
      SealedBytes value,
      @Nullable SealedBytes old,
      BooleanSupplier change) {
    StoredEvent event = new StoredEvent(type, key, value, old);
    return PendingCall.of(
        CompletableFuture.supplyAsync(
            () -> {
              boolean done = change.getAsBoolean();
              listeners.forEach(listener -> listener.deliver(done ? List.of(event) : List.of()));
              return done;
            }));
  }

  /** Makes a call about the map as a whole. */
  @Override
  @SuppressWarnings("unchecked") // each call has the type of its answer
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    Object answer = true;
    if (call instanceof StoreCall.Listen listen) {
      listeners.add(listen.listener());
      answer = (Runnable) () -> listeners.remove(listen.listener());
    } else if (call instanceof StoreCall.ListEntries) {
      answer =
          map.entrySet().stream()
              .map(entry -> new ListedEntry(entry.getKey(), entry.getValue()))
              .iterator();
    } else if (call instanceof StoreCall.Clear) {
      map.clear();
    } else {
      throw new UnsupportedOperationException("No call about the map as a whole");
    }
    return PendingCall.answered((T) answer);
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }
}
