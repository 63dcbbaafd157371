package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change of one entry by comparison with what was read, and what became of it. A value that it
 * stores is sealed from the beginning. One thread's.
 */
public final class EntryChange<V> {
  private final EntryAccess<V> place;
  private final Supplier<StoreCall.OfEntry> call;
  private final @Nullable SealedBytes sealed;
  private final WriterTrail.@Nullable Token token;
  private final boolean blind;
  private @Nullable WriteOutcome written;
  private @Nullable Read<V> found;
  private @Nullable RuntimeException failure;

  /**
   * @param call asked for when the change is made
   * @param sealed what it has the entry hold; null: it stores nothing
   * @param blind whether it is made whatever the store answers
   */
  private EntryChange(
      EntryAccess<V> place,
      Supplier<StoreCall.OfEntry> call,
      @Nullable SealedBytes sealed,
      WriterTrail.@Nullable Token token,
      boolean blind) {
    this.place = place;
    this.call = call;
    this.sealed = sealed;
    this.token = token;
    this.blind = blind;
  }

  /**
   * Stores a value if the entry still is what was read: absent, or holding the very same bytes.
   *
   * @throws javax.cache.CacheException if the value can't be sealed
   */
  public static <V> EntryChange<V> storing(EntryAccess<V> place, Read<V> seen, V value) {
    WriterTrail.Token token = place.nextToken();
    SealedBytes sealed =
        place.seal(
            value, token == null ? WriterTrail.NONE : EntryAccess.trailOf(seen).followedBy(token));
    return new EntryChange<>(place, () -> storing(place, seen, sealed), sealed, token, false);
  }

  private static <V> StoreCall.OfEntry storing(
      EntryAccess<V> place, Read<V> seen, SealedBytes sealed) {
    OperationExpiry expiry = place.writes();
    expiry.letUpdateCreate(seen instanceof Read.Unreadable);
    SealedBytes expected = seen.stored();
    if (expected != null && StorePort.isForeign(expected)) {
      place.remove(); // nothing can be compared with it
      expected = null;
    }
    return expected == null
        ? new StoreCall.PutIfAbsent(place.key(), sealed, expiry)
        : new StoreCall.Replace(place.key(), expected, sealed, expiry);
  }

  /** Removes what was read, which was something, if the entry still holds the very same bytes. */
  public static <V> EntryChange<V> removing(EntryAccess<V> place, Read<V> seen) {
    SealedBytes stored = requireNonNull(seen.stored());
    SealedBytes expected = StorePort.isForeign(stored) ? null : stored;
    return new EntryChange<>(
        place, () -> new StoreCall.Remove(place.key(), expected), null, null, false);
  }

  /** Removes whatever is there. */
  public static <V> EntryChange<V> removing(EntryAccess<V> place) {
    return new EntryChange<>(
        place, () -> new StoreCall.Remove(place.key(), null), null, null, true);
  }

  /** One access, for what was read silently; null where none changes anything. */
  public static <V> @Nullable EntryChange<V> touching(EntryAccess<V> place) {
    return place.expiry().isAccessConstantNull()
        ? null
        : new EntryChange<>(
            place,
            () -> new StoreCall.Touch(place.key(), place.expiry().access(1)),
            null,
            null,
            true);
  }

  /** The value that a change stores. */
  public SealedBytes sealed() {
    return requireNonNull(sealed, "stores nothing");
  }

  /**
   * Makes it by itself, and looks what is there where the race is lost. A store that repeats the
   * call finds something else if its first attempt took effect; that is no loss as long as the
   * entry holds what was written, or what others made of it by comparison.
   *
   * @param beforeLooking runs before that, once
   * @throws RuntimeException what the store throws
   */
  public void make(Runnable beforeLooking) {
    try {
      StoreCall.OfEntry making = call.get();
      settle(place.calls().make(making));
      if (written == WriteOutcome.LOST) {
        beforeLooking.run();
        look(place.calls().make(new StoreCall.Get(place.key(), OperationExpiry.silent())));
      }
    } catch (RuntimeException e) {
      fail(e);
      throw e;
    } catch (Error e) {
      fail(PendingCall.explain(e));
      throw e;
    }
  }

  /** Makes all together; what the store throws for one, or for all, is told when it is asked. */
  static <V> void makeAll(StorePort calls, Collection<EntryChange<V>> changes) {
    try {
      List<EntryChange<V>> all = List.copyOf(changes);
      List<StoreCall.OfEntry> making = all.stream().map(change -> change.call.get()).toList();
      List<PendingCall<Boolean>> answers =
          making.isEmpty() ? List.of() : calls.make(new StoreCall.Together(making));
      for (int i = 0; i < answers.size(); i++) {
        all.get(i).settle(answers.get(i));
      }
      lookAtTheLost(
          calls, all.stream().filter(change -> change.written == WriteOutcome.LOST).toList());
    } catch (RuntimeException e) {
      changes.forEach(change -> change.fail(e));
    } catch (Error e) {
      changes.forEach(change -> change.fail(PendingCall.explain(e)));
    }
  }

  private static <V> void lookAtTheLost(StorePort calls, List<EntryChange<V>> lost) {
    if (!lost.isEmpty()) {
      List<StoredKey> keys = lost.stream().map(change -> change.place.key()).toList();
      FoundEntries found = calls.make(new StoreCall.GetAll(keys, OperationExpiry.silent()));
      lost.forEach(change -> change.look(found.get(change.place.key())));
    }
  }

  private void settle(PendingCall<Boolean> answer) {
    try {
      settle(answer.answer().booleanValue());
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void settle(boolean yes) {
    boolean won = yes || blind;
    written = sealed != null ? place.outcome(won) : won ? WriteOutcome.STORED : WriteOutcome.LOST;
  }

  private void look(@Nullable SealedBytes there) {
    Read<V> read = place.open(there);
    if (sealed != null && (sealed.equals(there) || isPartOf(read))) {
      written = WriteOutcome.STORED;
    } else {
      found = read;
    }
  }

  private boolean isPartOf(Read<V> read) {
    return token != null && EntryAccess.trailOf(read).contains(token);
  }

  /** Of which nobody knows what became of it. */
  private void fail(RuntimeException thrown) {
    if (written == null || (written == WriteOutcome.LOST && found == null)) {
      failure = thrown;
    }
  }

  /** The value that the entry holds instead, if the race was lost; else null. */
  public @Nullable Read<V> found() {
    return found;
  }

  /**
   * Its outcome.
   *
   * @throws RuntimeException what the store threw
   */
  public WriteOutcome written() {
    if (failure != null) {
      throw failure;
    }
    return requireNonNull(written, "not made yet");
  }

  /**
   * Removes what it stored, or may have where the store failed, unless that is up to date; what the
   * store throws is told when asked.
   */
  public void withdrawUnless(BooleanSupplier isUpToDate) {
    if ((failure != null || written == WriteOutcome.STORED) && !isUpToDate.getAsBoolean()) {
      try {
        place.withdraw(sealed());
      } catch (RuntimeException e) {
        failure = e;
      }
    }
  }
}
