package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Answer;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of different entries, each by comparison with what was read, which the store makes
 * together: as few calls as it allows, under way at once where it can. One thread's.
 */
public final class EntryChanges<V> implements AutoCloseable {
  private final StorePort calls;
  private final List<Pending<V>> pending = new ArrayList<>();

  EntryChanges(StorePort calls) {
    this.calls = calls;
  }

  /** One of the changes, and what became of it once they were made. One thread's. */
  public static final class Pending<V> {
    private final EntryPlace<V> place;
    private final StoreCall.OfEntry call;
    private final @Nullable Replacement<V> change;
    private @Nullable Compared<V> outcome;
    private @Nullable RuntimeException failure;

    private Pending(EntryPlace<V> place, StoreCall.OfEntry call, @Nullable Replacement<V> change) {
      this.place = place;
      this.call = call;
      this.change = change;
    }

    private void settle(Answer answer) {
      failure = answer.failure();
      if (failure == null) {
        outcome =
            change != null
                ? Compared.of(place.outcome(answer.yes()))
                : Compared.of(won(answer) ? Written.STORED : Written.LOST);
      }
    }

    private boolean won(Answer answer) {
      return answer.yes() || call instanceof StoreCall.Touch;
    }

    private boolean isLost() {
      return outcome != null && outcome.written() == Written.LOST;
    }

    /** Whether it was lost after all: a store that repeats calls may have made it before. */
    private void look(@Nullable SealedBytes found) {
      outcome =
          change == null
              ? new Compared<>(Written.LOST, place.open(found))
              : place.unlessRepeated(change, found);
    }

    /** Whether the store made it, and holds what it wrote. */
    public boolean isStored() {
      return outcome != null && outcome.written() == Written.STORED;
    }

    /** What a write has the entry hold. */
    public SealedBytes sealed() {
      return requireNonNull(change, "a write").sealed();
    }

    /** What the entry holds instead, where the race was lost and that was looked at; else null. */
    public @Nullable Read<V> found() {
      return outcome == null ? null : outcome.found();
    }

    /**
     * What became of it.
     *
     * @throws RuntimeException what the store threw
     */
    public Compared<V> outcome() {
      if (failure != null) {
        throw failure;
      }
      return requireNonNull(outcome, "not made yet");
    }
  }

  /**
   * Adds a write, as {@link EntryPlace#compareAndSet} makes one by itself.
   *
   * @throws javax.cache.CacheException if the value can't be sealed: nothing is added then
   */
  public Pending<V> compareAndSet(EntryPlace<V> place, Read<V> seen, V value) {
    Replacement<V> change = place.replacement(seen, value);
    return add(new Pending<>(place, place.callFor(change), change));
  }

  /** Adds a removal of what was read, which was something. */
  public Pending<V> compareAndRemove(EntryPlace<V> place, Read<V> seen) {
    return add(new Pending<>(place, place.callForRemoval(seen), null));
  }

  /** Adds an access; null where none changes anything. */
  public @Nullable Pending<V> touch(EntryPlace<V> place) {
    StoreCall.OfEntry call = place.callForTouch();
    return call == null ? null : add(new Pending<>(place, call, null));
  }

  /** Leaves out a change that was added, and is not made yet. */
  public void leaveOut(Pending<V> change) {
    pending.remove(change);
    if (change.change != null) {
      change.change.close();
    }
  }

  private Pending<V> add(Pending<V> change) {
    pending.add(change);
    return change;
  }

  /** Makes them all. One that fails leaves the others as they are. */
  public void make() {
    if (pending.isEmpty()) {
      return;
    }
    List<Answer> answers =
        calls.make(
            new StoreCall.Together(
                pending.stream().<StoreCall.OfEntry>map(change -> change.call).toList()));
    for (int i = 0; i < pending.size(); i++) {
      pending.get(i).settle(answers.get(i));
    }
    lookAtTheLost();
  }

  private void lookAtTheLost() {
    List<Pending<V>> lost = pending.stream().filter(Pending::isLost).toList();
    if (!lost.isEmpty()) {
      List<StoredKey> keys = lost.stream().map(change -> change.call.key()).toList();
      FoundEntries found = calls.make(new StoreCall.GetAll(keys, OperationExpiry.silent()));
      lost.forEach(change -> change.look(found.get(change.call.key())));
    }
  }

  /** Gives a failure to all of which nobody knows what became of them. */
  public void fail(RuntimeException failure) {
    for (Pending<V> change : pending) {
      if (change.outcome == null || (change.isLost() && change.found() == null)) {
        change.failure = failure;
      }
    }
  }

  /** Ends the writes: nobody is told any more that they are under way. */
  @Override
  public void close() {
    for (Pending<V> change : pending) {
      if (change.change != null) {
        change.change.close();
      }
    }
  }
}
