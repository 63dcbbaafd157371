package io.sealcache.internal.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The port to the wrapped cache. Thread-safe. All throw {@link IllegalStateException} once the
 * store is closed, and what the store throws otherwise.
 */
public interface StoreCalls extends ExpiringEntries {
  boolean remove(String key);

  boolean remove(String key, Object expected);

  void removeAll(Set<String> keys);

  /** Begins {@link #removeAll(Set)}, at the latest when it is waited for. */
  default Runnable beginRemoveAll(Set<String> keys) {
    return () -> removeAll(keys);
  }

  /**
   * Removes whatever is there of each key, and counts what was: in one call where the store says
   * how many that were.
   *
   * @param counted is told how many were removed, also where another removal fails
   */
  default void removeAll(Set<String> keys, LongConsumer counted) {
    List<EntryCall> removals = new ArrayList<>(keys.size());
    keys.forEach(key -> removals.add(new EntryCall.Remove(key)));
    List<Answer> answers = makeAll(removals);
    counted.accept(answers.stream().filter(Answer::yes).count());
    answers.forEach(Answer::get);
  }

  void removeAll();

  void clear();

  /** The entries, silently: no entry's expiry changes. */
  Iterator<Cache.Entry<String, Object>> iterator();

  /**
   * The keys of the entries, silently; null for an entry that has expired meanwhile. The values
   * need not be looked at.
   */
  default Iterator<@Nullable Object> keys() {
    Iterator<Cache.Entry<String, Object>> entries = iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public @Nullable Object next() {
        Cache.Entry<?, ?> entry = entries.next(); // what others put there has keys of any class
        return entry == null || entry.getValue() == null ? null : entry.getKey();
      }
    };
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

  void registerListener(CacheEntryListenerConfiguration<String, Object> configuration);

  void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration);

  void close();

  boolean isClosed();

  /** Names the store in an error: its provider's class and the carrier. */
  String describe();
}
