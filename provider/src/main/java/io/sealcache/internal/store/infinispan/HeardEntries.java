package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.Change;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.SynchronousEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  public @Nullable Object get(String key, OperationExpiry expiry) {
    return session.<@Nullable Object>call(() -> entries.get(key, expiry));
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    return session.call(() -> entries.getAll(keys, expiry));
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    if (isEternal()) {
      change(Change.write(key, value), () -> done(() -> entries.put(key, value, expiry)));
    } else {
      InfinispanEntries.super.put(key, value, expiry);
    }
  }

  @Override
  public void putAll(Map<String, Object> values, OperationExpiry expiry) {
    if (isEternal()) {
      List<Change> changes = new ArrayList<>();
      values.forEach((key, value) -> changes.add(Change.write(key, value)));
      change(changes, () -> done(() -> entries.putAll(values, expiry)));
    } else {
      InfinispanEntries.super.putAll(values, expiry);
    }
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    return isEternal()
        ? change(Change.write(key, value), () -> entries.replace(key, expected, value, expiry))
        : InfinispanEntries.super.replace(key, expected, value, expiry);
  }

  @Override
  public String cacheName() {
    return entries.cacheName();
  }

  @Override
  public @Nullable S look(String key) {
    return session.<@Nullable S>call(() -> entries.look(key));
  }

  @Override
  public @Nullable S look(String key, Object expected) {
    return session.<@Nullable S>call(() -> entries.look(key, expected));
  }

  @Override
  public Object valueOf(S seen) {
    return entries.valueOf(seen);
  }

  @Override
  public boolean create(String key, Object value, Duration creation) {
    return change(Change.write(key, value), () -> entries.create(key, value, creation));
  }

  @Override
  public boolean replaceSeen(String key, S seen, Object value, @Nullable Duration update) {
    return change(Change.write(key, value), () -> entries.replaceSeen(key, seen, value, update));
  }

  @Override
  public boolean removeSeen(String key, S seen) {
    return change(Change.removal(key, valueOf(seen)), () -> entries.removeSeen(key, seen));
  }

  @Override
  public void touchSeen(String key, S seen, Duration access) {
    session.call(() -> done(() -> entries.touchSeen(key, seen, access)));
  }

  @Override
  public Map<String, S> lookAll(Set<String> keys) {
    return session.call(() -> entries.lookAll(keys));
  }

  @Override
  public Map<String, S> lookAll(Map<String, Object> expected) {
    return session.call(() -> entries.lookAll(expected));
  }

  @Override
  public BooleanSupplier beginCreate(String key, Object value, Duration creation) {
    return begin(
        () -> entries.beginCreate(key, value, creation), () -> create(key, value, creation));
  }

  @Override
  public BooleanSupplier beginReplace(String key, S seen, Object value, @Nullable Duration update) {
    return begin(
        () -> entries.beginReplace(key, seen, value, update),
        () -> replaceSeen(key, seen, value, update));
  }

  @Override
  public BooleanSupplier beginRemove(String key, S seen) {
    return begin(() -> entries.beginRemove(key, seen), () -> removeSeen(key, seen));
  }

  @Override
  public BooleanSupplier beginTouch(String key, S seen, Duration access) {
    return session.begin(() -> entries.beginTouch(key, seen, access));
  }

  @Override
  public BooleanSupplier beginRemove(String key) {
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
  public boolean remove(String key) {
    return session.call(() -> entries.remove(key));
  }

  @Override
  public boolean remove(String key, Object expected) {
    return change(Change.removal(key, expected), () -> entries.remove(key, expected));
  }

  @Override
  public void clear() {
    session.call(() -> done(entries::clear));
  }

  @Override
  public Map<String, Object> all() {
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
