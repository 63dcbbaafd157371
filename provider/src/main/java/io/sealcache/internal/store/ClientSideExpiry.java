package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks an expiry policy here, so that the store is sent durations alone. Which question is to be
 * asked depends on whether an entry exists: a write first looks, and then changes only what it saw.
 * Each change returns once synchronous listeners were told of it. It awaits the event of what is
 * really done: none where an entry expires at its creation, a removal where it expires at its
 * update. Thread-safe.
 *
 * @param <S> an entry as a look saw it
 */
final class ClientSideExpiry<S> {
  private static final PendingCall<Boolean> YES = PendingCall.answered(true);
  private static final PendingCall<Boolean> NO = PendingCall.answered(false);

  private final StoreEntries<S> entries;
  private final boolean blindly;
  private final java.time.Duration patience;
  private final SynchronousEvents events;

  /** By the parameters of {@link ClientSidePort}. */
  ClientSideExpiry(
      StoreEntries<S> entries,
      boolean blindly,
      java.time.Duration patience,
      SynchronousEvents events) {
    this.entries = entries;
    this.blindly = blindly;
    this.patience = patience;
    this.events = events;
  }

  /** Begins a call about entries, with the type of its answer. */
  PendingCall<?> begin(StoreCall<?> call) {
    if (call instanceof StoreCall.Get get) {
      return PendingCall.<@Nullable SealedBytes>answered(get(get.key(), get.expiry()));
    } else if (call instanceof StoreCall.GetAll all) {
      return getAll(all.keys(), all.expiry());
    } else if (call instanceof StoreCall.PutAll all) {
      return putAll(all.values(), all.expiry());
    } else if (call instanceof StoreCall.RemoveAll all) {
      return removeAll(all.keys());
    } else if (call instanceof StoreCall.Together many) {
      return PendingCall.answered(together(many.calls()));
    }
    return alone((StoreCall.OfEntry) call);
  }

  private @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      return entries.get(key, null);
    }
    Duration constant = blindly ? expiry.getExpiryForAccess() : null;
    if (blindly && !isZero(constant)) {
      return entries.get(key, constant);
    }
    S seen = entries.read(key);
    if (seen == null) {
      return null;
    }
    access(key, seen, blindly ? constant : expiry.getExpiryForAccess()).answer();
    return entries.valueOf(seen);
  }

  private PendingCall<FoundEntries> getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    boolean atOnce = blindly && entries.accessesAll();
    if (expiry.isSilent() || atOnce) {
      return entries.getAll(keys, !expiry.isSilent());
    }
    Map<StoredKey, ? extends S> seen = entries.readAll(keys);
    PendingCall.requireAll(
        PendingCall.together(
            seen.entrySet(),
            entry -> access(entry.getKey(), entry.getValue(), expiry.getExpiryForAccess())));
    return PendingCall.answered(
        key -> {
          S entry = seen.get(key);
          return entry == null ? null : entries.valueOf(entry);
        });
  }

  /** By itself: what is seen is looked at now, and again after each race that is lost. */
  private PendingCall<Boolean> alone(StoreCall.OfEntry call) {
    if (call instanceof StoreCall.Put put) {
      return put(put.key(), put.value(), put.expiry());
    } else if (call instanceof StoreCall.PutIfAbsent put) {
      return create(put.key(), put.value(), put.expiry(), NO);
    } else if (call instanceof StoreCall.Replace replace && replace.expected() == null) {
      return replaceAny(replace);
    } else if (call instanceof StoreCall.Remove remove && remove.expected() == null) {
      return remove(remove.key());
    }
    return seen(call, look(call.key(), expected(call)));
  }

  private static @Nullable SealedBytes expected(StoreCall.OfEntry call) {
    if (call instanceof StoreCall.Replace replace) {
      return replace.expected();
    }
    return call instanceof StoreCall.Remove remove ? remove.expected() : null;
  }

  // An event is known by its value, so where one is waited for the value has to be known before.
  private @Nullable S look(StoredKey key, @Nullable SealedBytes expected) {
    return expected == null && events.isRemovalAwaited()
        ? entries.read(key)
        : entries.look(key, expected);
  }

  private PendingCall<Boolean> put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    if (blindly) {
      Duration creation = expiry.getExpiryForCreation();
      return creation.isZero() // under such a policy no entry ever exists
          ? YES
          : told(key, value, () -> entries.put(key, value, creation, expiry.getExpiryForUpdate()));
    }
    return written(key, value, expiry, true);
  }

  /**
   * Looks and writes until no other writer comes between.
   *
   * @param creates what is not there; else it is left so, and false
   */
  private PendingCall<Boolean> written(
      StoredKey key, SealedBytes value, OperationExpiry expiry, boolean creates) {
    LostRaces races = new LostRaces(entries::cacheName, patience);
    for (S seen = look(key, null); seen != null || creates; seen = look(key, null)) {
      if (write(key, seen, value, expiry).answer()) {
        return YES;
      }
      races.lost();
    }
    return NO;
  }

  private PendingCall<Boolean> write(
      StoredKey key, @Nullable S seen, SealedBytes value, OperationExpiry expiry) {
    return seen == null ? create(key, value, expiry, YES) : update(key, seen, value, expiry);
  }

  private PendingCall<Boolean> create(
      StoredKey key, SealedBytes value, OperationExpiry expiry, PendingCall<Boolean> stillborn) {
    Duration creation = expiry.getExpiryForCreation();
    return creation.isZero()
        ? stillborn
        : told(key, value, () -> entries.create(key, value, creation));
  }

  private PendingCall<Boolean> update(
      StoredKey key, S seen, SealedBytes value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    return isZero(update)
        ? remove(key, seen)
        : told(key, value, () -> entries.replace(key, seen, value, update));
  }

  private PendingCall<Boolean> told(
      StoredKey key, SealedBytes value, Supplier<PendingCall<Boolean>> beginning) {
    return events.begin(List.of(Change.write(key, value)), beginning);
  }

  private static boolean isZero(@Nullable Duration answer) {
    return answer != null && answer.isZero();
  }

  // In one order everywhere: two bulk writes that lock entries in different ones wait for ever.
  private PendingCall<Boolean> putAll(Map<StoredKey, SealedBytes> values, OperationExpiry expiry) {
    Map<StoredKey, SealedBytes> ordered = new TreeMap<>(Comparator.comparing(StoredKey::text));
    ordered.putAll(values);
    if (blindly) {
      Duration creation = Duration.ETERNAL;
      for (int i = 0; i < ordered.size(); i++) { // asking counts those that no entry comes of
        creation = expiry.getExpiryForCreation();
      }
      Duration life = creation;
      return life.isZero()
          ? YES
          : events.begin(
              Change.writes(ordered),
              () -> entries.putAll(ordered, life, expiry.getExpiryForUpdate()));
    }
    Map<StoredKey, @Nullable SealedBytes> any = new HashMap<>();
    ordered.keySet().forEach(key -> any.put(key, null));
    Map<StoredKey, ? extends S> seen = entries.lookAll(any);
    Iterator<PendingCall<Boolean>> answers =
        PendingCall.together(
                ordered.entrySet(),
                entry -> write(entry.getKey(), seen.get(entry.getKey()), entry.getValue(), expiry))
            .iterator();
    ordered.forEach(
        (key, value) -> {
          if (!answers.next().answer()) { // another writer came between the look and the write
            put(key, value, expiry).answer();
          }
        });
    return YES;
  }

  private PendingCall<Boolean> replaceAny(StoreCall.Replace call) {
    StoredKey key = call.key();
    if (blindly) {
      Duration update = call.expiry().getExpiryForUpdate();
      return isZero(update)
          ? remove(key)
          : told(key, call.value(), () -> entries.replace(key, call.value(), update));
    }
    return written(key, call.value(), call.expiry(), false);
  }

  private PendingCall<Boolean> remove(StoredKey key, S seen) {
    SealedBytes value = events.isRemovalAwaited() ? entries.valueOf(seen) : null;
    return value == null
        ? entries.remove(key, seen)
        : events.begin(List.of(Change.removal(key, value)), () -> entries.remove(key, seen));
  }

  private PendingCall<Boolean> remove(StoredKey key) {
    return events.isRemovalAwaited()
        ? PendingCall.answered(removeAsRead(key))
        : entries.remove(key);
  }

  private boolean removeAsRead(StoredKey key) {
    LostRaces races = new LostRaces(entries::cacheName, patience);
    for (S seen = entries.read(key); seen != null; seen = entries.read(key)) {
      SealedBytes value = requireNonNull(entries.valueOf(seen));
      boolean foreign = StorePort.isForeign(value); // nobody is told of it
      if ((foreign ? entries.remove(key) : remove(key, seen)).answer()) {
        return true;
      }
      races.lost();
    }
    return false;
  }

  private PendingCall<Boolean> removeAll(Collection<StoredKey> keys) {
    if (!events.isRemovalAwaited()) {
      return entries.removeAll(keys);
    }
    keys.forEach(this::removeAsRead);
    return YES;
  }

  /**
   * Lets an access to what was seen have its effect. A race lost here is one lost to a write, which
   * sets the expiry itself.
   */
  private PendingCall<Boolean> access(StoredKey key, S seen, @Nullable Duration access) {
    if (access == null) {
      return YES;
    }
    return access.isZero() ? remove(key, seen) : entries.touch(key, seen, access);
  }

  /** Entries to be compared with or touched are read in as few calls as may be. */
  private List<PendingCall<Boolean>> together(List<StoreCall.OfEntry> calls) {
    Map<StoredKey, @Nullable SealedBytes> compared = new HashMap<>();
    for (StoreCall.OfEntry call : calls) {
      if (isOfSeen(call)) {
        compared.put(call.key(), expected(call));
      }
    }
    Map<StoredKey, ? extends S> seen = compared.isEmpty() ? Map.of() : entries.lookAll(compared);
    return PendingCall.together(
        calls, call -> isOfSeen(call) ? seen(call, seen.get(call.key())) : alone(call));
  }

  private static boolean isOfSeen(StoreCall.OfEntry call) {
    return call instanceof StoreCall.Touch || expected(call) != null;
  }

  /** Changes what was seen of an entry; null: nothing that the call is about. */
  private PendingCall<Boolean> seen(StoreCall.OfEntry call, @Nullable S seen) {
    if (seen == null) {
      return NO;
    } else if (call instanceof StoreCall.Replace replace) {
      return update(call.key(), seen, replace.value(), replace.expiry());
    }
    return call instanceof StoreCall.Touch touch
        ? access(call.key(), seen, touch.expiry().getExpiryForAccess())
        : remove(call.key(), seen);
  }
}
