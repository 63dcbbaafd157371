package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks an expiry policy here, so that the store is sent durations alone. Which question is to be
 * asked depends on whether an entry exists: a write first looks, and then changes only what it saw.
 * Thread-safe.
 *
 * @param <S> an entry as a look saw it
 */
public final class ClientSideExpiry<S> implements EntryCalls {
  private static final Begun<Boolean> YES = Begun.answered(true);
  private static final Begun<Boolean> NO = Begun.answered(false);

  private final StoreEntries<S> entries;
  private final boolean blindly;

  /**
   * @param blindly whether the policy's answers never change, and the store takes those to both of
   *     a write's questions at once
   */
  public ClientSideExpiry(StoreEntries<S> entries, boolean blindly) {
    this.entries = entries;
    this.blindly = blindly;
  }

  @Override
  @SuppressWarnings("unchecked") // each call has the type of its answer
  public <T extends @Nullable Object> Begun<T> begin(StoreCall<T> call) {
    return (Begun<T>) begun(call);
  }

  private Begun<?> begun(StoreCall<?> call) {
    if (call instanceof StoreCall.Get get) {
      return Begun.<@Nullable SealedBytes>answered(get(get.key(), get.expiry()));
    } else if (call instanceof StoreCall.GetAll all) {
      return getAll(all.keys(), all.expiry());
    } else if (call instanceof StoreCall.PutAll all) {
      return putAll(all.values(), all.expiry());
    } else if (call instanceof StoreCall.RemoveAll all) {
      return entries.removeAll(all.keys());
    } else if (call instanceof StoreCall.Together many) {
      return Begun.answered(together(many.calls()));
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

  private Begun<FoundEntries> getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      return entries.getAll(keys);
    }
    Map<StoredKey, ? extends S> seen = entries.readAll(keys);
    Answer.together(seen, (key, entry) -> access(key, entry, expiry.getExpiryForAccess()))
        .values()
        .forEach(Answer::get);
    return Begun.answered(
        key -> {
          S entry = seen.get(key);
          return entry == null ? null : entries.valueOf(entry);
        });
  }

  /** By itself: what is seen is looked at now, and again after each race that is lost. */
  private Begun<Boolean> alone(StoreCall.OfEntry call) {
    if (call instanceof StoreCall.Put put) {
      return put(put.key(), put.value(), put.expiry());
    } else if (call instanceof StoreCall.Replace replace && replace.expected() == null) {
      return replaceAny(replace);
    } else if (call instanceof StoreCall.PutIfAbsent
        || (call instanceof StoreCall.Remove remove && remove.expected() == null)) {
      return seen(call, null);
    }
    return seen(call, entries.look(call.key(), expected(call)));
  }

  private static @Nullable SealedBytes expected(StoreCall.OfEntry call) {
    if (call instanceof StoreCall.Replace replace) {
      return replace.expected();
    }
    return call instanceof StoreCall.Remove remove ? remove.expected() : null;
  }

  private Begun<Boolean> put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    if (blindly) {
      Duration creation = expiry.getExpiryForCreation();
      return creation.isZero() // under such a policy no entry ever exists
          ? YES
          : entries.put(key, value, creation, expiry.getExpiryForUpdate());
    }
    LostRaces races = expiry.races(entries::cacheName);
    while (!write(key, entries.look(key, null), value, expiry).answer()) {
      races.lost(); // another writer came between the look and the write
    }
    return YES;
  }

  private Begun<Boolean> write(
      StoredKey key, @Nullable S seen, SealedBytes value, OperationExpiry expiry) {
    if (seen != null) {
      return update(key, seen, value, expiry);
    }
    Duration creation = expiry.getExpiryForCreation();
    return creation.isZero() ? YES : entries.create(key, value, creation);
  }

  private Begun<Boolean> update(StoredKey key, S seen, SealedBytes value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    return isZero(update) ? entries.remove(key, seen) : entries.replace(key, seen, value, update);
  }

  private static boolean isZero(@Nullable Duration answer) {
    return answer != null && answer.isZero();
  }

  // In one order everywhere: two bulk writes that lock entries in different ones wait for ever.
  private Begun<Boolean> putAll(Map<StoredKey, SealedBytes> values, OperationExpiry expiry) {
    Map<StoredKey, SealedBytes> ordered = new TreeMap<>(Comparator.comparing(StoredKey::text));
    ordered.putAll(values);
    if (blindly) {
      Duration creation = Duration.ETERNAL;
      for (int i = 0; i < ordered.size(); i++) { // asking counts those that no entry comes of
        creation = expiry.getExpiryForCreation();
      }
      return creation.isZero()
          ? YES
          : entries.putAll(ordered, creation, expiry.getExpiryForUpdate());
    }
    Map<StoredKey, @Nullable SealedBytes> any = new HashMap<>();
    ordered.keySet().forEach(key -> any.put(key, null));
    Map<StoredKey, ? extends S> seen = entries.lookAll(any);
    Answer.together(ordered, (key, value) -> write(key, seen.get(key), value, expiry))
        .forEach(
            (key, answer) -> {
              if (!answer.get()) { // another writer came between the look and the write
                put(key, requireNonNull(ordered.get(key)), expiry).answer();
              }
            });
    return YES;
  }

  private Begun<Boolean> replaceAny(StoreCall.Replace call) {
    if (blindly) {
      Duration update = call.expiry().getExpiryForUpdate();
      return isZero(update)
          ? entries.remove(call.key())
          : entries.replace(call.key(), call.value(), update);
    }
    LostRaces races = call.expiry().races(entries::cacheName);
    S seen = entries.look(call.key(), null);
    while (seen != null && !update(call.key(), seen, call.value(), call.expiry()).answer()) {
      races.lost();
      seen = entries.look(call.key(), null);
    }
    return Begun.answered(seen != null);
  }

  /**
   * Lets an access to what was seen have its effect. A race lost here is one lost to a write, which
   * sets the expiry itself.
   */
  private Begun<Boolean> access(StoredKey key, S seen, @Nullable Duration access) {
    if (access == null) {
      return YES;
    }
    return access.isZero() ? entries.remove(key, seen) : entries.touch(key, seen, access);
  }

  /** What is to be compared with or touched is looked at in as few calls as may be. */
  private List<Answer> together(List<StoreCall.OfEntry> calls) {
    Map<StoredKey, @Nullable SealedBytes> compared = new HashMap<>();
    for (StoreCall.OfEntry call : calls) {
      if (isOfSeen(call)) {
        compared.put(call.key(), expected(call));
      }
    }
    Map<StoredKey, ? extends S> seen = compared.isEmpty() ? Map.of() : entries.lookAll(compared);
    return Answer.together(
        calls, call -> isOfSeen(call) ? seen(call, seen.get(call.key())) : alone(call));
  }

  private static boolean isOfSeen(StoreCall.OfEntry call) {
    return call instanceof StoreCall.Touch || expected(call) != null;
  }

  private Begun<Boolean> seen(StoreCall.OfEntry call, @Nullable S seen) {
    StoredKey key = call.key();
    if (call instanceof StoreCall.PutIfAbsent put) {
      Duration creation = put.expiry().getExpiryForCreation();
      return creation.isZero() ? NO : entries.create(key, put.value(), creation);
    } else if (call instanceof StoreCall.Remove remove && remove.expected() == null) {
      return entries.remove(key);
    } else if (seen == null) {
      return NO;
    } else if (call instanceof StoreCall.Replace replace) {
      return update(key, seen, replace.value(), replace.expiry());
    }
    return call instanceof StoreCall.Touch touch
        ? access(key, seen, touch.expiry().getExpiryForAccess())
        : entries.remove(key, seen);
  }
}
