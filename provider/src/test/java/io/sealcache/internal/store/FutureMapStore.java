package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A store that a stranger could write: over a map that answers by futures, and tells listeners on
 * the threads that complete them. An entry that was seen is a value to compare with.
 */
class FutureMapStore implements StoreEntries<SealedBytes>, StoreCache {
  final Map<StoredKey, SealedBytes> map = new ConcurrentHashMap<>();
  private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** All that SealCache needs of it, by a policy that is asked here. */
  StorePort port() {
    return new ClientSidePort(
        this, false, LostRaces.OF_OURS, new SynchronousEvents(cacheName(), this::register), this);
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
  public PendingCall<FoundEntries> getAll(Collection<StoredKey> keys, boolean accessing) {
    return PendingCall.of(CompletableFuture.supplyAsync(() -> map::get));
  }

  @Override
  public @Nullable SealedBytes read(StoredKey key) {
    return map.get(key);
  }

  @Override
  public Map<StoredKey, SealedBytes> readAll(Collection<StoredKey> keys) {
    return getAll(keys, false).answer().of(keys);
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
      StoredKey key, SealedBytes seen, SealedBytes value, @Nullable Duration update) {
    return begin(EventType.UPDATED, key, value, seen, () -> map.replace(key, seen, value));
  }

  @Override
  public PendingCall<Boolean> remove(StoredKey key, SealedBytes seen) {
    return begin(EventType.REMOVED, key, seen, seen, () -> map.remove(key, seen));
  }

  @Override
  public PendingCall<Boolean> remove(StoredKey key) {
    return PendingCall.of(CompletableFuture.supplyAsync(() -> map.remove(key) != null));
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

  private Runnable register(StoreListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void removeAll() {
    map.clear();
  }

  @Override
  public void clear() {
    map.clear();
  }

  @Override
  public Iterator<ListedEntry> iterator(boolean valued) {
    return map.entrySet().stream()
        .map(entry -> new ListedEntry(entry.getKey(), entry.getValue()))
        .iterator();
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public String describe() {
    return "a map of futures";
  }
}
