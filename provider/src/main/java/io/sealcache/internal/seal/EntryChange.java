package io.sealcache.internal.seal;

import static io.sealcache.internal.seal.Decision.Kind.KEEP;
import static io.sealcache.internal.seal.Decision.Kind.REMOVE;
import static io.sealcache.internal.seal.Decision.Kind.STORE;
import static io.sealcache.internal.seal.Decision.Kind.TOUCH;
import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision about one entry, the change by comparison with what was read that it comes to, and
 * what became of that. A value that it stores is sealed from the beginning. One thread's.
 */
public final class EntryChange<V, R extends @Nullable Object> {
  private final EntryAccess<V> place;
  private final Read<V> seen;
  private final Decision<V, R> decision;
  private final boolean removesAbsent;
  private final WriterTrail.@Nullable Token token;
  private final @Nullable SealedBytes sealed;
  private @Nullable WriteOutcome written;
  private @Nullable Read<V> found;
  private @Nullable RuntimeException failure;

  /**
   * A value is stored, or an entry removed, if that still is what was read: absent, or holding the
   * very same bytes.
   *
   * @param seen what the decision is about
   * @param removesAbsent whether an entry that was not there is removed all the same
   * @throws javax.cache.CacheException if a value can't be sealed
   */
  public EntryChange(
      EntryAccess<V> place, Read<V> seen, Decision<V, R> decision, boolean removesAbsent) {
    this.place = place;
    this.seen = seen;
    this.decision = decision;
    this.removesAbsent = removesAbsent;
    V value = decision.value();
    WriterTrail.Token ours = value == null || place.writer == null ? null : place.writer.get();
    WriterTrail trail =
        ours == null ? WriterTrail.NONE : EntryAccess.trailOf(seen).followedBy(ours);
    this.token = ours;
    this.sealed = value == null ? null : place.seal(value, trail);
    this.written = changes() ? null : WriteOutcome.STORED;
  }

  /** Whether the store is asked for anything. */
  public boolean changes() {
    if (decision.kind() == REMOVE) {
      return removesAbsent || !(seen instanceof Read.Absent);
    }
    return sealed != null || (decision.kind() == TOUCH && !place.expiry.isAccessConstantNull());
  }

  private StoreCall.OfEntry call() {
    if (decision.kind() == TOUCH) {
      return new StoreCall.Touch(place.key(), place.expiry.access(1));
    }
    SealedBytes stored = seen.stored();
    boolean isForeign = StorePort.FOREIGN.equals(stored);
    SealedBytes expected = isForeign ? null : stored; // nothing can be compared with it
    if (sealed == null) {
      return new StoreCall.Remove(place.key(), expected);
    }
    OperationExpiry expiry = place.writes();
    if (isForeign) {
      place.remove();
    }
    if (expected == null) {
      return new StoreCall.PutIfAbsent(place.key(), sealed, expiry);
    }
    expiry.letUpdateCreate(seen instanceof Read.Unreadable);
    return new StoreCall.Replace(place.key(), expected, sealed, expiry);
  }

  /** Whether it is made whatever the store answers. */
  private boolean isBlind() {
    return decision.kind() == TOUCH || (sealed == null && seen.stored() == null);
  }

  /** The value that a change stores. */
  public SealedBytes sealed() {
    return requireNonNull(sealed, "stores nothing");
  }

  /**
   * Makes it by itself, and looks what is there where the race is lost. A store that repeats the
   * call finds something else if its first attempt took effect; that is no loss as long as the
   * entry holds what was written, or what others made of it by comparison. A value that was loaded
   * and stored, or may be where the store failed, is removed again if it is outdated by then.
   *
   * @param beforeLooking runs before that, once
   * @throws RuntimeException what the store throws
   */
  public void make(Runnable beforeLooking) {
    if (!changes()) {
      return;
    }
    try {
      settle(place.calls.make(call()));
      if (written == WriteOutcome.LOST) {
        beforeLooking.run();
        look(place.calls.make(new StoreCall.Get(place.key(), OperationExpiry.silent())));
      }
    } catch (RuntimeException | Error e) {
      fail(e);
      throw e;
    } finally {
      withdrawOutdated();
    }
  }

  /**
   * Makes changes of different entries together: in as few calls as the store allows, under way at
   * once where it can. Outdated loads are left out, and count as lost. One that fails leaves the
   * others as they are; what the store throws for one, or for all, is told when it is asked.
   */
  public static void makeAll(Collection<? extends EntryChange<?, ?>> changes) {
    List<EntryChange<?, ?>> all = List.copyOf(changes);
    List<EntryChange<?, ?>> made = all.stream().filter(EntryChange::mayBeMade).toList();
    try {
      List<PendingCall<Boolean>> answers =
          made.isEmpty()
              ? List.of()
              : calls(made)
                  .make(new StoreCall.Together(made.stream().map(EntryChange::call).toList()));
      for (int i = 0; i < answers.size(); i++) {
        made.get(i).settle(answers.get(i));
      }
      lookAtTheLost(all.stream().filter(change -> change.written == WriteOutcome.LOST).toList());
    } catch (RuntimeException | Error e) {
      all.forEach(change -> change.fail(e));
    }
    made.forEach(EntryChange::withdrawOutdated);
  }

  private static StorePort calls(List<EntryChange<?, ?>> changes) {
    return changes.get(0).place.calls;
  }

  private static void lookAtTheLost(List<EntryChange<?, ?>> lost) {
    if (!lost.isEmpty()) {
      List<StoredKey> keys = lost.stream().map(change -> change.place.key()).toList();
      var found = calls(lost).make(new StoreCall.GetAll(keys, OperationExpiry.silent()));
      lost.forEach(change -> change.look(found.apply(change.place.key())));
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
    boolean won = yes || isBlind();
    written = sealed != null ? place.outcome(won) : won ? WriteOutcome.STORED : WriteOutcome.LOST;
  }

  private void look(@Nullable SealedBytes there) {
    Read<V> read = place.open(there);
    if (sealed != null && (sealed.equals(there) || isPartOf(read))) {
      written = WriteOutcome.STORED;
    } else {
      found = read;
      // An outdated one was not to be made.
      place.sealer.statistics().lostRaces.add(decision.isOutdated() ? 0 : 1);
    }
  }

  private boolean isPartOf(Read<V> read) {
    return token != null && EntryAccess.trailOf(read).contains(token);
  }

  /** Of which nobody knows what became of it. */
  private void fail(Throwable thrown) {
    if (written == null || (written == WriteOutcome.LOST && found == null)) {
      failure = thrown instanceof RuntimeException known ? known : PendingCall.explain(thrown);
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

  private boolean mayBeMade() {
    written = decision.isOutdated() ? WriteOutcome.LOST : written;
    return written == null;
  }

  private void withdrawOutdated() {
    if ((failure != null || written == WriteOutcome.STORED) && decision.isOutdated()) {
      try {
        place.withdraw(sealed());
      } catch (RuntimeException e) {
        failure = e;
      }
    }
  }

  public EntryAccess<V> place() {
    return place;
  }

  /** The read that the decision was about. */
  public Read<V> seen() {
    return seen;
  }

  public R result() {
    return decision.result();
  }

  /** Whether the entry is left as it is, and was not even accessed. */
  public boolean isKept() {
    return decision.kind() == KEEP;
  }

  /** Whether the caller changes the entry, and not what was loaded for this very decision. */
  public boolean isOfCaller() {
    return decision.kind() == STORE || decision.kind() == REMOVE;
  }

  /** Whether a value of the caller's is now in the cache. */
  public boolean isStored() {
    return decision.kind() == STORE && written() == WriteOutcome.STORED;
  }

  /** Whether an entry was removed that was there. */
  public boolean isRemoved() {
    return decision.kind() == REMOVE && seen instanceof Read.Present;
  }
}
