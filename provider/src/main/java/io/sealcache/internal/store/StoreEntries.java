package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.concurrent.EachInTurn;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A store's calls about entries, told when they expire. A call that changes one is begun, and what
 * is returned waits for whether it did. Where the policy's answers never change, the one to an
 * update is the one to a creation, or null. Thread-safe.
 *
 * @param <S> an entry as a look saw it
 */
public interface StoreEntries<S> {
  /** Names the cache in an error. */
  String cacheName();

  /**
   * Null if nothing is there.
   *
   * @param access what an access says of the expiry, where the policy's answers never change; null:
   *     nothing
   */
  @Nullable SealedBytes get(StoredKey key, @Nullable Duration access);

  /**
   * Of many.
   *
   * @param accessing whether each is an access, which only a store is asked for that {@link
   *     #accessesAll}; else nothing changes
   */
  PendingCall<Function<StoredKey, @Nullable SealedBytes>> getAll(
      Collection<StoredKey> keys, boolean accessing);

  /** Whether the store, under a policy whose answers never change, accesses many in one call. */
  default boolean accessesAll() {
    return false;
  }

  /** An entry with its value, to which an access may have an effect; null if there is none. */
  @Nullable S read(StoredKey key);

  /** Those found of these, in as few calls as may be. */
  Map<StoredKey, ? extends S> readAll(Collection<StoredKey> keys);

  /** The value of what was read; null of what was looked at without it. */
  @Nullable SealedBytes valueOf(S seen);

  /**
   * The entry that is to be changed; null if there is none of that value.
   *
   * @param expected null: of any, which need not be fetched. A store that compares by itself need
   *     not look where it is given
   */
  @Nullable S look(StoredKey key, @Nullable SealedBytes expected);

  /** As above, of many, in as few calls as may be; each that is found is known with its value. */
  default Map<StoredKey, ? extends S> lookAll(Map<StoredKey, @Nullable SealedBytes> expected) {
    Map<StoredKey, @Nullable SealedBytes> compared = new HashMap<>(expected);
    compared.values().removeIf(Objects::isNull);
    Set<StoredKey> any = new HashSet<>(expected.keySet());
    any.removeAll(compared.keySet());
    Map<StoredKey, S> seen = new HashMap<>(any.isEmpty() ? Map.of() : readAll(any));
    compared.forEach((key, value) -> seen.compute(key, (k, none) -> look(key, value)));
    return seen;
  }

  /** Writes whatever is there, where the policy's answers never change; the answer says nothing. */
  default PendingCall<Boolean> put(
      StoredKey key, SealedBytes value, Duration creation, @Nullable Duration update) {
    throw new UnsupportedOperationException("The policy's answers may change");
  }

  /** As above, of many. */
  default PendingCall<Boolean> putAll(
      Map<StoredKey, SealedBytes> values, Duration creation, @Nullable Duration update) {
    throw new UnsupportedOperationException("The policy's answers may change");
  }

  /** False if there is an entry. */
  PendingCall<Boolean> create(StoredKey key, SealedBytes value, Duration creation);

  /**
   * False if the entry isn't what was seen any more.
   *
   * @param seen null: any, where the policy's answers never change
   * @param update null: it expires when it did
   */
  PendingCall<Boolean> replace(
      StoredKey key, @Nullable S seen, SealedBytes value, @Nullable Duration update);

  /**
   * False if the entry isn't what was seen any more.
   *
   * @param seen null: any
   */
  PendingCall<Boolean> remove(StoredKey key, @Nullable S seen);

  /** Removes many, whatever is there; the answer says nothing. */
  default PendingCall<Boolean> removeAll(Collection<StoredKey> keys) {
    EachInTurn.run(PendingCall.together(keys, key -> remove(key, null)), PendingCall::answer);
    return PendingCall.answered(true);
  }

  /** Changes only when the entry expires; the answer says nothing. */
  PendingCall<Boolean> touch(StoredKey key, S seen, Duration access);
}
