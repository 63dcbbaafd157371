package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks an expiry policy here, so that the store is sent durations alone. Which question is to be
 * asked depends on whether an entry exists: a write first looks, and then changes only what it saw.
 *
 * @param <S> an entry as a look saw it
 */
public interface AskedExpiry<S> extends ExpiringEntries {
  /** For a store whose look fetches no value: an entry of any. */
  Object ANY = new Object();

  @Override
  default void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    LostRaces races = expiry.races(this::cacheName);
    while (!putOnce(key, value, expiry)) { // another writer came between the look and the write
      races.lost();
    }
  }

  private boolean putOnce(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    S seen = look(key);
    if (seen != null) {
      return update(key, seen, value, expiry);
    }
    Duration creation = expiry.getExpiryForCreation();
    return creation.isZero() || create(key, value, creation);
  }

  @Override
  default void putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    Map<StoredKey, ? extends S> seen = lookAll(entries.keySet());
    Map<StoredKey, Answer> answers =
        Answer.together(entries, (key, value) -> beginPut(key, seen.get(key), value, expiry));
    answers.forEach(
        (key, answer) -> {
          if (!answer.get()) { // another writer came between the look and the write
            put(key, requireNonNull(entries.get(key)), expiry);
          }
        });
  }

  private BooleanSupplier beginPut(
      StoredKey key, @Nullable S seen, SealedBytes value, OperationExpiry expiry) {
    if (seen != null) {
      return beginUpdate(key, seen, value, expiry);
    }
    Duration creation = expiry.getExpiryForCreation();
    return creation.isZero() ? () -> true : beginCreate(key, value, creation);
  }

  @Override
  default boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    Duration creation = expiry.getExpiryForCreation();
    return !creation.isZero() && create(key, value, creation);
  }

  @Override
  default boolean replace(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    LostRaces races = expiry.races(this::cacheName);
    S seen = look(key);
    while (seen != null && !update(key, seen, value, expiry)) {
      races.lost();
      seen = look(key);
    }
    return seen != null;
  }

  @Override
  default boolean replace(
      StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry) {
    S seen = look(key, expected);
    return seen != null && update(key, seen, value, expiry);
  }

  private boolean update(StoredKey key, S seen, SealedBytes value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    return (update != null && update.isZero())
        ? removeSeen(key, seen)
        : replaceSeen(key, seen, value, update);
  }

  /**
   * Lets an access to what was seen have its effect. A race lost here is one lost to a write, which
   * sets the expiry itself.
   */
  default void accessSeen(StoredKey key, S seen, @Nullable Duration access) {
    if (access != null && access.isZero()) {
      removeSeen(key, seen);
    } else if (access != null) {
      touchSeen(key, seen, access);
    }
  }

  /** As {@link #accessSeen}, of many, under way together where the store can. */
  default void accessAll(Map<StoredKey, ? extends S> seen, OperationExpiry expiry) {
    Answer.together(seen, (key, entry) -> beginAccess(key, entry, expiry.getExpiryForAccess()))
        .values()
        .forEach(Answer::get);
  }

  private BooleanSupplier beginAccess(StoredKey key, S seen, @Nullable Duration access) {
    if (access == null) {
      return () -> true;
    }
    return access.isZero() ? beginRemove(key, seen) : beginTouch(key, seen, access);
  }

  private BooleanSupplier beginUpdate(
      StoredKey key, S seen, SealedBytes value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    return (update != null && update.isZero())
        ? beginRemove(key, seen)
        : beginReplace(key, seen, value, update);
  }

  /** Makes calls about different entries, under way together where the store can. */
  default List<Answer> makeTogether(List<EntryCall> calls) {
    Map<StoredKey, SealedBytes> compared = new HashMap<>();
    Set<StoredKey> touched = new HashSet<>();
    for (EntryCall call : calls) {
      if (call instanceof EntryCall.Replace replace) {
        compared.put(replace.key(), replace.expected());
      } else if (call instanceof EntryCall.RemoveSame remove) {
        compared.put(remove.key(), remove.expected());
      } else if (call instanceof EntryCall.Touch touch) {
        touched.add(touch.key());
      }
    }
    Map<StoredKey, S> seen = new HashMap<>(compared.isEmpty() ? Map.of() : lookAll(compared));
    if (!touched.isEmpty()) {
      seen.putAll(lookAll(touched));
    }
    return Answer.together(calls, call -> begin(call, seen.get(call.key())));
  }

  private BooleanSupplier begin(EntryCall call, @Nullable S seen) {
    if (call instanceof EntryCall.PutIfAbsent put) {
      Duration creation = put.expiry().getExpiryForCreation();
      return creation.isZero() ? () -> false : beginCreate(put.key(), put.value(), creation);
    }
    if (call instanceof EntryCall.Remove remove) {
      return beginRemove(remove.key());
    }
    if (seen == null) {
      return () -> false;
    }
    if (call instanceof EntryCall.Replace replace) {
      return beginUpdate(replace.key(), seen, replace.value(), replace.expiry());
    }
    return call instanceof EntryCall.Touch touch
        ? beginAccess(touch.key(), seen, touch.expiry().getExpiryForAccess())
        : beginRemove(call.key(), seen);
  }

  /** Names the cache in an error. */
  String cacheName();

  /** Null if there is no entry. */
  @Nullable S look(StoredKey key);

  /** Null if there is no entry with this value; a store that compares by itself needs not look. */
  @Nullable S look(StoredKey key, SealedBytes expected);

  /** False if there is an entry. */
  boolean create(StoredKey key, SealedBytes value, Duration creation);

  /**
   * False if the entry isn't what was seen any more.
   *
   * @param update null: it expires when it did
   */
  boolean replaceSeen(StoredKey key, S seen, SealedBytes value, @Nullable Duration update);

  /** False if the entry isn't what was seen any more. */
  boolean removeSeen(StoredKey key, S seen);

  /** Changes only when the entry expires. */
  void touchSeen(StoredKey key, S seen, Duration access);

  /**
   * The entries found of these, as {@link #look(StoredKey)} sees them, in as few calls as may be.
   */
  Map<StoredKey, ? extends S> lookAll(Collection<StoredKey> keys);

  /** Those found that have the value given, as {@link #look(StoredKey, SealedBytes)} sees them. */
  Map<StoredKey, ? extends S> lookAll(Map<StoredKey, SealedBytes> expected);

  /** Begins what {@link #create} does; what is returned waits for its answer. */
  BooleanSupplier beginCreate(StoredKey key, SealedBytes value, Duration creation);

  /** Begins what {@link #replaceSeen} does. */
  BooleanSupplier beginReplace(StoredKey key, S seen, SealedBytes value, @Nullable Duration update);

  /** Begins what {@link #removeSeen} does. */
  BooleanSupplier beginRemove(StoredKey key, S seen);

  /** Begins what {@link #touchSeen} does. */
  BooleanSupplier beginTouch(StoredKey key, S seen, Duration access);

  /** Begins to remove whatever is there: false if nothing was. */
  BooleanSupplier beginRemove(StoredKey key);
}
