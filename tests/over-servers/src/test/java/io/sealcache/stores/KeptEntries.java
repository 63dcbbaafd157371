package io.sealcache.stores;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;

/**
 * The values that the cache may hold for entries that one application alone writes, as far as it
 * was told.
 */
final class KeptEntries implements Serializable {
  /** Stands for no value. */
  static final int ABSENT = -1;

  private final Map<String, Set<Integer>> possible = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int removalsRepeated;

  /** The cache has acknowledged that it holds this value, or {@link #ABSENT}. */
  void acknowledged(String key, int value) {
    possible.put(key, new HashSet<>(Set.of(value)));
  }

  /** Whether the cache took it is not known. */
  void inDoubt(String key, int value) {
    possible(key).add(value);
  }

  /** Notes if it can't be that the cache held, or did not hold, a value when it said so. */
  void answeredPresent(String key, boolean present) {
    Set<Integer> values = possible(key);
    boolean can = present ? values.size() > 1 || !values.contains(ABSENT) : values.contains(ABSENT);
    if (!can) {
      wrong.add(key + " can't be present=" + present + ", but one of " + values);
    }
  }

  /**
   * Notes the same of a removal. The store's client repeats one whose answer was lost, and is then
   * told that nothing was there.
   */
  void answeredRemoved(String key, boolean removed) {
    if (removed || possible(key).contains(ABSENT)) {
      answeredPresent(key, removed);
    } else {
      removalsRepeated++;
    }
  }

  /** At most one for each failure, as one thread alone writes. */
  int removalsRepeated() {
    return removalsRepeated;
  }

  /** Notes each entry that the cache lost or made up. */
  void check(Cache<String, Integer> cache) {
    for (String key : List.copyOf(possible.keySet())) {
      check(cache, key);
    }
  }

  void check(Cache<String, Integer> cache, String key) {
    Integer value = cache.get(key);
    if (!possible(key).contains(value == null ? ABSENT : value)) {
      wrong.add(key + " can't be " + value + ", but one of " + possible(key));
    }
  }

  private Set<Integer> possible(String key) {
    return possible.computeIfAbsent(key, absent -> new HashSet<>(Set.of(ABSENT)));
  }

  List<String> wrong() {
    return wrong;
  }
}
