package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Entries of which each change returns once synchronous listeners were told of it. What is awaited
 * is the event of what is really done: none where an entry expires at its creation, a removal where
 * it expires at its update. Thread-safe.
 */
public final class HeardEntries<S> implements StoreEntries<S> {
  private final StoreEntries<S> entries;
  private final SynchronousEvents events;

  public HeardEntries(StoreEntries<S> entries, SynchronousEvents events) {
    this.entries = entries;
    this.events = events;
  }

  @Override
  public String cacheName() {
    return entries.cacheName();
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, @Nullable Duration access) {
    return entries.get(key, access);
  }

  @Override
  public Begun<FoundEntries> getAll(Collection<StoredKey> keys) {
    return entries.getAll(keys);
  }

  @Override
  public @Nullable S read(StoredKey key) {
    return entries.read(key);
  }

  @Override
  public Map<StoredKey, ? extends S> readAll(Collection<StoredKey> keys) {
    return entries.readAll(keys);
  }

  @Override
  public SealedBytes valueOf(S seen) {
    return entries.valueOf(seen);
  }

  // An event is known by its value, so where one is waited for the value has to be known before.
  @Override
  public @Nullable S look(StoredKey key, @Nullable SealedBytes expected) {
    return expected == null && events.isRemovalAwaited()
        ? entries.read(key)
        : entries.look(key, expected);
  }

  @Override
  public Map<StoredKey, ? extends S> lookAll(Map<StoredKey, @Nullable SealedBytes> expected) {
    return entries.lookAll(expected);
  }

  @Override
  public Begun<Boolean> put(
      StoredKey key, SealedBytes value, Duration creation, @Nullable Duration update) {
    return events.begin(
        List.of(Change.write(key, value)), () -> entries.put(key, value, creation, update));
  }

  @Override
  public Begun<Boolean> putAll(
      Map<StoredKey, SealedBytes> values, Duration creation, @Nullable Duration update) {
    return events.begin(Change.writes(values), () -> entries.putAll(values, creation, update));
  }

  @Override
  public Begun<Boolean> replace(StoredKey key, SealedBytes value, @Nullable Duration update) {
    return events.begin(
        List.of(Change.write(key, value)), () -> entries.replace(key, value, update));
  }

  @Override
  public Begun<Boolean> create(StoredKey key, SealedBytes value, Duration creation) {
    return events.begin(
        List.of(Change.write(key, value)), () -> entries.create(key, value, creation));
  }

  @Override
  public Begun<Boolean> replace(
      StoredKey key, S seen, SealedBytes value, @Nullable Duration update) {
    return events.begin(
        List.of(Change.write(key, value)), () -> entries.replace(key, seen, value, update));
  }

  @Override
  public Begun<Boolean> remove(StoredKey key, S seen) {
    return events.isRemovalAwaited()
        ? events.begin(List.of(Change.removal(key, valueOf(seen))), () -> entries.remove(key, seen))
        : entries.remove(key, seen);
  }

  @Override
  public Begun<Boolean> remove(StoredKey key) {
    if (!events.isRemovalAwaited()) {
      return entries.remove(key);
    }
    return Begun.answered(removeAsRead(key));
  }

  private boolean removeAsRead(StoredKey key) {
    LostRaces races = LostRaces.ofCall(this::cacheName);
    for (S seen = entries.read(key); seen != null; seen = entries.read(key)) {
      boolean foreign = StorePort.isForeign(valueOf(seen)); // nobody is told of it
      if ((foreign ? entries.remove(key) : remove(key, seen)).answer()) {
        return true;
      }
      races.lost();
    }
    return false;
  }

  @Override
  public Begun<Boolean> removeAll(Collection<StoredKey> keys) {
    if (!events.isRemovalAwaited()) {
      return entries.removeAll(keys);
    }
    List<StoredKey> removed = new ArrayList<>(keys);
    removed.removeIf(key -> !removeAsRead(key));
    return Begun.answered(!removed.isEmpty());
  }

  @Override
  public Begun<Boolean> touch(StoredKey key, S seen, Duration access) {
    return entries.touch(key, seen, access);
  }
}
