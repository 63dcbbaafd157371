package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.concurrent.EachInTurn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The port to a store that is told expiry as durations: the policy is asked here. Which question is
 * to be asked depends on whether an entry exists: a write first looks, and then changes only what
 * it saw. Each change returns once synchronous listeners were told of it. It awaits the event of
 * what is really done: none where an entry expires at its creation, a removal where it expires at
 * its update. Thread-safe.
 *
 * @param <S> an entry as a look saw it
 */
public final class ClientSidePort<S> implements StorePort {
  private static final PendingCall<Boolean> YES = PendingCall.answered(true);
  private static final PendingCall<Boolean> NO = PendingCall.answered(false);

  private final StoreEntries<S> entries;
  private final boolean blindly;
  private final java.time.Duration patience;
  private final StorePort cache;
  private final SynchronousEvents events;

  /**
   * @param blindly whether the policy's answers never change, and the store takes those to both of
   *     a write's questions at once
   * @param patience how long a write may try against others that write the same entry
   * @param cache takes the calls about the cache as a whole, and those to listen
   */
  public ClientSidePort(
      StoreEntries<S> entries, boolean blindly, java.time.Duration patience, StorePort cache) {
    this.entries = entries;
    this.blindly = blindly;
    this.patience = patience;
    this.cache = cache;
    this.events = new SynchronousEvents(entries::cacheName, cache);
  }

  @Override
  @SuppressWarnings("unchecked") // each call has the type of its answer
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    if (call instanceof StoreCall.Get get) {
      return (PendingCall<T>) PendingCall.answered(get(get.key(), get.expiry()));
    }
    return (PendingCall<T>) (call instanceof StoreCall.OfEntry one ? alone(one) : ofMany(call));
  }

  // By itself: the JIT inlines no method as long as both together.
  private PendingCall<?> ofMany(StoreCall<?> call) {
    if (call instanceof StoreCall.GetAll all) {
      return getAll(all.keys(), all.expiry());
    } else if (call instanceof StoreCall.PutAll all) {
      return putAll(all.values(), all.expiry());
    } else if (call instanceof StoreCall.RemoveAll all && events.isRemovalAwaited()) {
      removeEach(all.keys().iterator());
      return YES;
    } else if (call instanceof StoreCall.RemoveAll all) {
      return entries.removeAll(all.keys());
    } else if (call instanceof StoreCall.Together many) {
      return PendingCall.answered(together(many.calls()));
    } else if (call instanceof StoreCall.Listen listen) {
      return PendingCall.answered(events.register(listen.listener()));
    }
    boolean isHeard = call instanceof StoreCall.Clear clear && clear.heard();
    return isHeard && events.isRemovalAwaited() && removeOneByOne() ? YES : cache.begin(call);
  }

  private @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    Duration constant = blindly ? expiry.getExpiryForAccess() : null;
    if (expiry.isSilent() || (blindly && !OperationExpiry.isZero(constant))) {
      return entries.get(key, constant);
    }
    S seen = entries.read(key);
    if (seen != null) {
      access(key, seen, expiry).answer();
    }
    return seen == null ? null : entries.valueOf(seen);
  }

  private PendingCall<Function<StoredKey, @Nullable SealedBytes>> getAll(
      Collection<StoredKey> keys, OperationExpiry expiry) {
    if (expiry.isSilent() || (blindly && entries.accessesAll())) {
      return entries.getAll(keys, !expiry.isSilent());
    }
    Map<StoredKey, ? extends S> seen = entries.readAll(keys);
    EachInTurn.run(
        PendingCall.together(
            seen.entrySet(), entry -> access(entry.getKey(), entry.getValue(), expiry)),
        PendingCall::answer);
    return PendingCall.answered(
        key -> seen.containsKey(key) ? entries.valueOf(seen.get(key)) : null);
  }

  /** By itself: what is seen is looked at now, and again after each race that is lost. */
  private PendingCall<Boolean> alone(StoreCall.OfEntry call) {
    if (call instanceof StoreCall.Put put) {
      return blindly
          ? put(put.key(), put.value(), put.expiry())
          : written(put.key(), put.value(), put.expiry(), true, races());
    } else if (call instanceof StoreCall.PutIfAbsent put) {
      return create(put.key(), put.value(), put.expiry(), NO);
    } else if (call instanceof StoreCall.Replace replace && replace.expected() == null) {
      return blindly
          ? update(replace.key(), null, replace.value(), replace.expiry())
          : written(replace.key(), replace.value(), replace.expiry(), false, races());
    } else if (call instanceof StoreCall.Remove remove && remove.expected() == null) {
      return remove(remove.key(), null);
    }
    return seen(call, look(call.key(), call.expected()));
  }

  // An event is known by its value, so where one is waited for the value has to be known before.
  private @Nullable S look(StoredKey key, @Nullable SealedBytes expected) {
    return expected == null && events.isRemovalAwaited()
        ? entries.read(key)
        : entries.look(key, expected);
  }

  private PendingCall<Boolean> put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    Duration creation = expiry.getExpiryForCreation();
    return creation.isZero() // under such a policy no entry ever exists
        ? YES
        : events.begin(
            false,
            key,
            value,
            () -> entries.put(key, value, creation, expiry.getExpiryForUpdate()));
  }

  /**
   * Looks and writes until no other writer comes between.
   *
   * @param creates what is not there; else it is left so, and false
   */
  private PendingCall<Boolean> written(
      StoredKey key, SealedBytes value, OperationExpiry expiry, boolean creates, LostRaces races) {
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
        : events.begin(false, key, value, () -> entries.create(key, value, creation));
  }

  private PendingCall<Boolean> update(
      StoredKey key, @Nullable S seen, SealedBytes value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    return OperationExpiry.isZero(update)
        ? remove(key, seen)
        : events.begin(false, key, value, () -> entries.replace(key, seen, value, update));
  }

  // In one order everywhere: two bulk writes that lock entries in different ones wait for ever.
  private PendingCall<Boolean> putAll(Map<StoredKey, SealedBytes> values, OperationExpiry expiry) {
    Map<StoredKey, SealedBytes> ordered = new TreeMap<>(Comparator.comparing(StoredKey::text));
    ordered.putAll(values);
    if (blindly) {
      // Once for each key: the expiry counts those that are stillborn.
      ordered.keySet().stream().skip(1).forEach(key -> expiry.getExpiryForCreation());
      Duration life = expiry.getExpiryForCreation();
      return life.isZero()
          ? YES
          : events.begin(
              false, ordered, () -> entries.putAll(ordered, life, expiry.getExpiryForUpdate()));
    }
    Map<StoredKey, ? extends S> seen = entries.readAll(ordered.keySet());
    Iterator<PendingCall<Boolean>> answers =
        PendingCall.together(
                ordered.entrySet(),
                entry -> write(entry.getKey(), seen.get(entry.getKey()), entry.getValue(), expiry))
            .iterator();
    LostRaces races = races();
    each(
        ordered.entrySet().iterator(),
        entry -> {
          if (!answers.next().answer()) { // another writer came between the look and the write
            written(entry.getKey(), entry.getValue(), expiry, true, races).answer();
          }
        });
    return YES;
  }

  /** Removes what was seen of an entry; null: whatever is there. */
  private PendingCall<Boolean> remove(StoredKey key, @Nullable S seen) {
    if (!events.isRemovalAwaited()) {
      return entries.remove(key, seen);
    } else if (seen == null) {
      return removeAsRead(key, races());
    }
    return events.begin(true, key, entries.valueOf(seen), () -> entries.remove(key, seen));
  }

  /** Those of one call: of many entries too, all have one time together. */
  private LostRaces races() {
    return new LostRaces(entries.cacheName(), patience);
  }

  private void removeEach(Iterator<StoredKey> keys) {
    LostRaces races = races();
    each(keys, key -> removeAsRead(key, races));
  }

  /** A listener that fails keeps no other entry from being changed. */
  private static <T> void each(Iterator<T> all, Consumer<T> change) {
    List<CacheEntryListenerException> failures = new ArrayList<>();
    while (all.hasNext()) {
      try {
        change.accept(all.next());
      } catch (CacheEntryListenerException e) {
        failures.add(e);
      }
    }
    EachInTurn.run(
        failures,
        failure -> {
          throw failure;
        });
  }

  private PendingCall<Boolean> removeAsRead(StoredKey key, LostRaces races) {
    for (S seen = entries.read(key); seen != null; seen = entries.read(key)) {
      boolean foreign = StorePort.FOREIGN.equals(entries.valueOf(seen)); // nobody is told of it
      if ((foreign ? entries.remove(key, null) : remove(key, seen)).answer()) {
        return YES;
      }
      races.lost();
    }
    return NO;
  }

  /** False where there is something else, of which nobody is told. */
  private boolean removeOneByOne() {
    AtomicBoolean areAll = new AtomicBoolean(true);
    removeEach(
        FoundIterator.<ListedEntry, StoredKey>of(
            cache.make(new StoreCall.ListEntries(false)),
            entry -> {
              if (entry.key() == null) {
                areAll.set(false);
              }
              return entry.key();
            }));
    return areAll.get();
  }

  /**
   * Lets an access to what was seen have its effect. A race lost here is one lost to a write, which
   * sets the expiry itself.
   */
  private PendingCall<Boolean> access(StoredKey key, S seen, OperationExpiry expiry) {
    Duration access = expiry.getExpiryForAccess();
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
        compared.put(call.key(), call.expected());
      }
    }
    Map<StoredKey, ? extends S> seen = compared.isEmpty() ? Map.of() : entries.lookAll(compared);
    return PendingCall.together(
        calls, call -> isOfSeen(call) ? seen(call, seen.get(call.key())) : alone(call));
  }

  private static boolean isOfSeen(StoreCall.OfEntry call) {
    return call instanceof StoreCall.Touch || call.expected() != null;
  }

  /** Changes what was seen of an entry; null: nothing that the call is about. */
  private PendingCall<Boolean> seen(StoreCall.OfEntry call, @Nullable S seen) {
    if (seen == null) {
      return NO;
    } else if (call instanceof StoreCall.Replace replace) {
      return update(call.key(), seen, replace.value(), replace.expiry());
    }
    return call instanceof StoreCall.Touch touch
        ? access(call.key(), seen, touch.expiry())
        : remove(call.key(), seen);
  }

  @Override
  public void close() {
    cache.close();
  }

  @Override
  public boolean isClosed() {
    return cache.isClosed();
  }
}
