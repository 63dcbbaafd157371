package io.sealcache.internal.store.infinispan;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.Change;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.SynchronousEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Entries of which each change returns once synchronous listeners were told of it. Where the expiry
 * policy has a say it is asked out here, so that what is awaited is the event of what is really
 * done: none where an entry expires at its creation, a removal where it expires at its update.
 * Thread-safe.
 */
final class HeardEntries<S> implements InfinispanEntries<S> {
  private final InfinispanEntries<S> entries;
  private final SynchronousEvents events;
  private final InfinispanSession session;

  HeardEntries(InfinispanEntries<S> entries, SynchronousEvents events, InfinispanSession session) {
    this.entries = entries;
    this.events = events;
    this.session = session;
  }

  @Override
  public boolean isEternal() {
    return entries.isEternal();
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    return session.<@Nullable SealedBytes>call(() -> entries.get(key, expiry));
  }

  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    return session.call(() -> entries.getAll(keys, expiry));
  }

  @Override
  public void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    if (isEternal()) {
      change(Change.write(key, value), () -> done(() -> entries.put(key, value, expiry)));
    } else {
      InfinispanEntries.super.put(key, value, expiry);
    }
  }

  @Override
  public void putAll(Map<StoredKey, SealedBytes> values, OperationExpiry expiry) {
    if (isEternal()) {
      List<Change> changes = new ArrayList<>();
      values.forEach((key, value) -> changes.add(Change.write(key, value)));
      change(changes, () -> done(() -> entries.putAll(values, expiry)));
    } else {
      InfinispanEntries.super.putAll(values, expiry);
    }
  }

  @Override
  public boolean replace(
      StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry) {
    return isEternal()
        ? change(Change.write(key, value), () -> entries.replace(key, expected, value, expiry))
        : InfinispanEntries.super.replace(key, expected, value, expiry);
  }

  @Override
  public String cacheName() {
    return entries.cacheName();
  }

  @Override
  public @Nullable S look(StoredKey key) {
    return session.<@Nullable S>call(() -> entries.look(key));
  }

  @Override
  public @Nullable S look(StoredKey key, SealedBytes expected) {
    return session.<@Nullable S>call(() -> entries.look(key, expected));
  }

  @Override
  public SealedBytes valueOf(S seen) {
    return entries.valueOf(seen);
  }

  @Override
  public boolean create(StoredKey key, SealedBytes value, Duration creation) {
    return change(Change.write(key, value), () -> entries.create(key, value, creation));
  }

  @Override
  public boolean replaceSeen(StoredKey key, S seen, SealedBytes value, @Nullable Duration update) {
    return change(Change.write(key, value), () -> entries.replaceSeen(key, seen, value, update));
  }

  @Override
  public boolean removeSeen(StoredKey key, S seen) {
    return change(Change.removal(key, valueOf(seen)), () -> entries.removeSeen(key, seen));
  }

  @Override
  public void touchSeen(StoredKey key, S seen, Duration access) {
    session.call(() -> done(() -> entries.touchSeen(key, seen, access)));
  }

  @Override
  public Map<StoredKey, ? extends S> lookAll(Collection<StoredKey> keys) {
    return session.call(() -> entries.lookAll(keys));
  }

  @Override
  public Map<StoredKey, ? extends S> lookAll(Map<StoredKey, SealedBytes> expected) {
    return session.call(() -> entries.lookAll(expected));
  }

  @Override
  public BooleanSupplier beginCreate(StoredKey key, SealedBytes value, Duration creation) {
    return begin(
        () -> entries.beginCreate(key, value, creation), () -> create(key, value, creation));
  }

  @Override
  public BooleanSupplier beginReplace(
      StoredKey key, S seen, SealedBytes value, @Nullable Duration update) {
    return begin(
        () -> entries.beginReplace(key, seen, value, update),
        () -> replaceSeen(key, seen, value, update));
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key, S seen) {
    return begin(() -> entries.beginRemove(key, seen), () -> removeSeen(key, seen));
  }

  @Override
  public BooleanSupplier beginTouch(StoredKey key, S seen, Duration access) {
    return session.begin(() -> entries.beginTouch(key, seen, access));
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key) {
    return session.begin(() -> entries.beginRemove(key));
  }

  // A change whose event is awaited is made by itself: what is awaited depends on whether it was.
  private BooleanSupplier begin(Supplier<BooleanSupplier> beginning, BooleanSupplier making) {
    if (events.isEmpty()) {
      return session.begin(beginning);
    }
    boolean done = making.getAsBoolean();
    return () -> done;
  }

  @Override
  public boolean remove(StoredKey key) {
    return session.call(() -> entries.remove(key));
  }

  @Override
  public boolean remove(StoredKey key, SealedBytes expected) {
    return change(Change.removal(key, expected), () -> entries.remove(key, expected));
  }

  @Override
  public void clear() {
    session.call(() -> done(entries::clear));
  }

  @Override
  public Carriers carriers() {
    return entries.carriers();
  }

  @Override
  public Map<?, ?> all() {
    return session.call(entries::all);
  }

  private boolean change(Change change, Supplier<Boolean> call) {
    return change(List.of(change), call);
  }

  private boolean change(List<Change> changes, Supplier<Boolean> call) {
    return events.during(changes, () -> session.call(call));
  }

  private static boolean done(Runnable call) {
    call.run();
    return true;
  }
}
