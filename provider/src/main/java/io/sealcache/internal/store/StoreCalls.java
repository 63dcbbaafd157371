package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The port to the wrapped cache. Thread-safe. All throw {@link IllegalStateException} once the
 * store is closed, and what the store throws otherwise.
 */
public interface StoreCalls extends ExpiringEntries {
  /** What the store holds, where that is nothing that it can be told to compare with. */
  SealedBytes FOREIGN = SealedBytes.ofStore(new byte[0]);

  /** Whether it is. */
  static boolean isForeign(SealedBytes value) {
    return value.equals(FOREIGN);
  }

  boolean remove(StoredKey key);

  boolean remove(StoredKey key, SealedBytes expected);

  void removeAll(Collection<StoredKey> keys);

  /** Begins {@link #removeAll(Set)}, at the latest when it is waited for. */
  default Runnable beginRemoveAll(Collection<StoredKey> keys) {
    return () -> removeAll(keys);
  }

  /**
   * Removes whatever is there of each key, and counts what was: in one call where the store says
   * how many that were.
   *
   * @param counted is told how many were removed, also where another removal fails
   */
  default void removeAll(Collection<StoredKey> keys, LongConsumer counted) {
    List<EntryCall> removals = new ArrayList<>(keys.size());
    keys.forEach(key -> removals.add(new EntryCall.Remove(key)));
    List<Answer> answers = makeAll(removals);
    counted.accept(answers.stream().filter(Answer::yes).count());
    answers.forEach(Answer::get);
  }

  void removeAll();

  void clear();

  /** The entries, silently: no entry's expiry changes. */
  Iterator<ListedEntry> iterator();

  /**
   * The keys of the entries, silently; null for what is in the form of no stored key. The values
   * need not be looked at.
   */
  default Iterator<@Nullable StoredKey> keys() {
    return new FormedIterator<>(iterator(), ListedEntry::key);
  }

  /** Makes one call by itself. */
  default boolean make(EntryCall call) {
    if (call instanceof EntryCall.PutIfAbsent put) {
      return putIfAbsent(put.key(), put.value(), put.expiry());
    }
    if (call instanceof EntryCall.Replace replace) {
      return replace(replace.key(), replace.expected(), replace.value(), replace.expiry());
    }
    if (call instanceof EntryCall.RemoveSame remove) {
      return remove(remove.key(), remove.expected());
    }
    if (call instanceof EntryCall.Touch touch) {
      touch(touch.key(), touch.expiry());
      return true;
    }
    return remove(call.key());
  }

  /** Whether calls that are made by {@link #makeAll} are under way together. */
  default boolean makesTogether() {
    return false;
  }

  /**
   * Makes calls about different entries, one by one or, where the store can, under way together.
   *
   * @return in the order of the calls; where one failed, the others were made all the same
   */
  default List<Answer> makeAll(List<EntryCall> calls) {
    return calls.stream().map(call -> Answer.of(() -> make(call))).toList();
  }

  void registerListener(StoreListener listener);

  void deregisterListener(StoreListener listener);

  void close();

  boolean isClosed();

  /** Names the store in an error: its provider's class, and as what it holds values. */
  String describe();
}
