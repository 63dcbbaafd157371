package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import org.jspecify.annotations.Nullable;

/**
 * One key's place in the wrapped cache, for one operation: bound to one tenant and one snapshot of
 * the keyring. The primitives all of JCache is written with. One thread's.
 *
 * <p>Each method throws {@link IllegalStateException} once the store is closed, {@link
 * javax.cache.CacheException} if a value can't be encoded, and what the store throws.
 */
public final class StoreEntry<V> {
  private final StoreCalls calls;
  private final EntrySealer sealer;
  private final StoredKey key;
  private final CacheExpiry expiry;
  private final WriteAttempts attempts;
  private @Nullable OperationExpiry writes;

  StoreEntry(
      StoreCalls calls,
      EntrySealer sealer,
      StoredKey key,
      CacheExpiry expiry,
      WriteAttempts attempts) {
    this.calls = calls;
    this.sealer = sealer;
    this.key = key;
    this.expiry = expiry;
    this.attempts = attempts;
  }

  /** The stored key, which names the entry without giving it away. */
  public StoredKey key() {
    return key;
  }

  /** Reads as an access: the policy may change the entry's expiry. */
  public Read<V> read() {
    return open(calls.get(key.text(), expiry.access(1)));
  }

  /** Reads silently: nothing about the entry changes. */
  public Read<V> peek() {
    return open(calls.get(key.text(), expiry.silent()));
  }

  /** One access, for what {@link #peek} found. */
  public void touch() {
    if (!expiry.isAccessConstantNull()) {
      calls.touch(key.text(), expiry.access(1));
    }
  }

  /** Writes, whatever is there. */
  public Written put(V value) {
    calls.put(key.text(), seal(value), writes());
    return outcome(true);
  }

  /** Writes if an entry is there, readable or not. */
  public Written replace(V value) {
    return outcome(calls.replace(key.text(), seal(value), writes()));
  }

  /** Removes whatever is there; false if nothing was. */
  public boolean remove() {
    return calls.remove(key.text());
  }

  /**
   * Writes if the entry still is what was read: absent, or holding the very same carrier. A store
   * that repeats the call by itself finds neither if its first attempt took effect; that is no loss
   * as long as the entry still holds what was written, or what others made of it by this method.
   */
  public Written compareAndSet(Read<V> seen, V value) {
    try (WriteAttempts.Attempt attempt = attempts.begin(trailOf(seen))) {
      Object sealed = sealer.sealValue(key, requireNonNull(value), attempt.trail());
      writes().letUpdateCreate(seen instanceof Read.Unreadable);
      boolean won =
          seen instanceof Read.Absent
              ? calls.putIfAbsent(key.text(), sealed, writes())
              : calls.replace(key.text(), carrierOf(seen), sealed, writes());
      return outcome(won || (writes().stillborn() == 0 && hasTakenEffect(attempt, sealed)));
    }
  }

  /** Removes the entry if it still holds the very carrier that was read. */
  public Written compareAndRemove(Read<V> seen) {
    return calls.remove(key.text(), carrierOf(seen)) ? Written.STORED : Written.LOST;
  }

  /** Gives up a value that was read and nobody was handed; it is not to be used afterwards. */
  public void release(Read<V> read) {
    if (read instanceof Read.Present<V> present) {
      sealer.release(requireNonNull(present.value()));
    }
  }

  /** Whether two reads found the same stored value, which no two writes give. */
  public boolean isSame(Read<V> one, Read<V> other) {
    return !(one instanceof Read.Absent)
        && !(other instanceof Read.Absent)
        && sealer.carrier().same(carrierOf(one), carrierOf(other));
  }

  private boolean hasTakenEffect(WriteAttempts.Attempt attempt, Object sealed) {
    @Nullable Object found = calls.get(key.text(), expiry.silent());
    return sealer.carrier().same(found, sealed)
        || (attempt.isTraced() && isIn(open(found), attempt));
  }

  private boolean isIn(Read<V> read, WriteAttempts.Attempt attempt) {
    release(read);
    return attempt.isIn(trailOf(read));
  }

  private static WriterTrail trailOf(Read<?> read) {
    return read instanceof Read.Present<?> present ? present.trail() : WriterTrail.NONE;
  }

  private Written outcome(boolean won) {
    if (writes().stillborn() > 0) {
      return Written.STILLBORN;
    }
    return won ? Written.STORED : Written.LOST;
  }

  /** One for all attempts of the operation: it asks the policy once. */
  private OperationExpiry writes() {
    OperationExpiry asked = writes;
    if (asked == null) {
      asked = expiry.write(1);
      writes = asked;
    }
    return asked;
  }

  private Object seal(V value) {
    return sealer.sealValue(key, requireNonNull(value), WriterTrail.NONE);
  }

  private static Object carrierOf(Read<?> read) {
    if (read instanceof Read.Present<?> present) {
      return present.carrier();
    }
    if (read instanceof Read.Unreadable<?> unreadable) {
      return unreadable.carrier();
    }
    throw new IllegalArgumentException("Nothing was read to compare with");
  }

  Read<V> open(@Nullable Object stored) {
    return Read.typed(sealer.openValue(key, stored));
  }
}
