package io.sealcache;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Looks for many sequences of bytes at once, each of two bytes or more, in one pass. */
final class ManySearch {
  private final Map<String, byte[]> sought;
  private final boolean[] beginnings = new boolean[1 << 16];

  /**
   * Prepares it.
   *
   * @param sought by what an answer calls them
   */
  ManySearch(Map<String, byte[]> sought) {
    this.sought = new LinkedHashMap<>(sought);
    sought.values().forEach(bytes -> beginnings[pair(bytes, 0)] = true);
  }

  /** The names of those that are in {@code bytes}. */
  Set<String> in(byte[] bytes) {
    Set<String> found = new LinkedHashSet<>();
    for (int i = 0; i < bytes.length - 1; i++) {
      if (beginnings[pair(bytes, i)]) {
        addThoseAt(i, bytes, found);
      }
    }
    return found;
  }

  private void addThoseAt(int place, byte[] bytes, Set<String> found) {
    sought.forEach(
        (name, one) -> {
          int end = place + one.length;
          if (end <= bytes.length && Arrays.equals(bytes, place, end, one, 0, one.length)) {
            found.add(name);
          }
        });
  }

  private static int pair(byte[] bytes, int place) {
    return ((bytes[place] & 0xff) << 8) | (bytes[place + 1] & 0xff);
  }
}
