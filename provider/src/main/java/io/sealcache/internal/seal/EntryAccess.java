package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One key's place in the wrapped cache, for one operation: bound to one tenant and one snapshot of
 * the keyring. The primitives all of JCache is written with. One thread's.
 *
 * <p>Each method throws {@link IllegalStateException} once the store is closed, {@link
 * javax.cache.CacheException} if a value can't be encoded, and what the store throws.
 */
public final class EntryAccess<V> {
  final StorePort calls;
  final ObjectSealer sealer;
  final CacheExpiry expiry;
  final @Nullable Supplier<WriterTrail.Token> writer;
  private final StoredKey key;
  private @Nullable OperationExpiry writes;

  /**
   * @param writer gives a token for each write; null where the store repeats nothing
   */
  EntryAccess(
      StorePort calls,
      ObjectSealer sealer,
      CacheExpiry expiry,
      @Nullable Supplier<WriterTrail.Token> writer,
      StoredKey key) {
    this.calls = calls;
    this.sealer = sealer;
    this.expiry = expiry;
    this.writer = writer;
    this.key = key;
  }

  /** The stored key, which names the entry without giving it away. */
  public StoredKey key() {
    return key;
  }

  /** Reads as an access: the policy may change the entry's expiry. */
  public Read<V> read() {
    return open(calls.make(new StoreCall.Get(key, expiry.access(1))));
  }

  /** Reads silently: nothing about the entry changes. */
  public Read<V> peek() {
    return open(calls.make(new StoreCall.Get(key, OperationExpiry.silent())));
  }

  /** One access, for what was read silently. */
  public void touch() {
    if (!expiry.isAccessConstantNull()) {
      calls.make(new StoreCall.Touch(key, expiry.access(1)));
    }
  }

  /**
   * Seals a value, to be stored by {@link #put} or {@link #replace}: what can't be encoded or is
   * too large is known before anybody hears of it.
   */
  public SealedBytes seal(V value) {
    return seal(value, WriterTrail.NONE);
  }

  /** Writes, whatever is there. */
  public WriteOutcome put(SealedBytes value) {
    calls.make(new StoreCall.Put(key, value, writes()));
    return outcome(true);
  }

  /** Writes if an entry is there, readable or not. */
  public WriteOutcome replace(SealedBytes value) {
    return outcome(calls.make(new StoreCall.Replace(key, null, value, writes())));
  }

  /** Removes whatever is there; false if nothing was. */
  public boolean remove() {
    return calls.make(new StoreCall.Remove(key, null));
  }

  static WriterTrail trailOf(Read<?> read) {
    return read instanceof Read.Present<?> present ? present.trail() : WriterTrail.NONE;
  }

  /** As {@link #forget}, if the entry still holds the very bytes that were written. */
  public void withdraw(SealedBytes written) {
    uninterrupted(() -> calls.make(new StoreCall.Remove(key, written)));
  }

  /**
   * Removes what must not stay: by a thread that is interrupted too, which it then stays, though
   * stores may give up the calls of such a thread.
   */
  public void forget() {
    uninterrupted(this::remove);
  }

  /** As {@link #forget}, unless the entry holds the very bytes that were written. */
  public void forgetUnless(SealedBytes written) {
    uninterrupted(
        () -> {
          StoreCall.Get reading = new StoreCall.Get(key, OperationExpiry.silent());
          if (!written.equals(calls.make(reading))) {
            remove();
          }
        });
  }

  static void uninterrupted(Runnable removal) {
    boolean interrupted = Thread.interrupted();
    try {
      removal.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether two reads found the same stored value, which no two writes give. */
  public boolean isSame(Read<V> one, Read<V> other) {
    SealedBytes stored = one.stored();
    return stored != null && !StorePort.FOREIGN.equals(stored) && stored.equals(other.stored());
  }

  WriteOutcome outcome(boolean won) {
    if (writes().stillborn() > 0) {
      return WriteOutcome.STILLBORN;
    }
    return won ? WriteOutcome.STORED : WriteOutcome.LOST;
  }

  /** One for all attempts of the operation: it asks the policy once. */
  OperationExpiry writes() {
    OperationExpiry asked = writes;
    if (asked == null) {
      asked = expiry.write(1);
      writes = asked;
    }
    return asked;
  }

  SealedBytes seal(V value, WriterTrail trail) {
    return sealer.sealValue(key, requireNonNull(value), trail);
  }

  /** Opens what was sealed for this entry, each time as an object of its own; null: nothing. */
  public Read<V> open(@Nullable SealedBytes stored) {
    return Read.typed(sealer.openValue(key, stored));
  }
}
