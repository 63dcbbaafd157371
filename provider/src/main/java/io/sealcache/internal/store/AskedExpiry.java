package io.sealcache.internal.store;

import java.util.Map;
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
  default void put(String key, Object value, OperationExpiry expiry) {
    LostRaces races = LostRaces.ofCall(this::cacheName);
    while (!putOnce(key, value, expiry)) { // another writer came between the look and the write
      races.lost();
    }
  }

  private boolean putOnce(String key, Object value, OperationExpiry expiry) {
    S seen = look(key);
    if (seen != null) {
      return update(key, seen, value, expiry);
    }
    Duration creation = expiry.getExpiryForCreation();
    return creation.isZero() || create(key, value, creation);
  }

  @Override
  default void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    entries.forEach((key, value) -> put(key, value, expiry));
  }

  @Override
  default boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    Duration creation = expiry.getExpiryForCreation();
    return !creation.isZero() && create(key, value, creation);
  }

  @Override
  default boolean replace(String key, Object value, OperationExpiry expiry) {
    LostRaces races = LostRaces.ofCall(this::cacheName);
    S seen = look(key);
    while (seen != null && !update(key, seen, value, expiry)) {
      races.lost();
      seen = look(key);
    }
    return seen != null;
  }

  @Override
  default boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    S seen = look(key, expected);
    return seen != null && update(key, seen, value, expiry);
  }

  private boolean update(String key, S seen, Object value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    return (update != null && update.isZero())
        ? removeSeen(key, seen)
        : replaceSeen(key, seen, value, update);
  }

  /**
   * Lets an access to what was seen have its effect. A race lost here is one lost to a write, which
   * sets the expiry itself.
   */
  default void accessSeen(String key, S seen, @Nullable Duration access) {
    if (access != null && access.isZero()) {
      removeSeen(key, seen);
    } else if (access != null) {
      touchSeen(key, seen, access);
    }
  }

  /** Names the cache in an error. */
  String cacheName();

  /** Null if there is no entry. */
  @Nullable S look(String key);

  /** Null if there is no entry with this value; a store that compares by itself needs not look. */
  @Nullable S look(String key, Object expected);

  /** False if there is an entry. */
  boolean create(String key, Object value, Duration creation);

  /**
   * False if the entry isn't what was seen any more.
   *
   * @param update null: it expires when it did
   */
  boolean replaceSeen(String key, S seen, Object value, @Nullable Duration update);

  /** False if the entry isn't what was seen any more. */
  boolean removeSeen(String key, S seen);

  /** Changes only when the entry expires. */
  void touchSeen(String key, S seen, Duration access);
}
