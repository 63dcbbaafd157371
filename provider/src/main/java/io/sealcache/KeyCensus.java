package io.sealcache;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many stored entries of a cache were sealed with which data key, as far as the entries say so
 * themselves: nothing of it is authenticated. With tenants, of all of them.
 *
 * @param entries how many, by the id of the key as logs and MBeans show it, 8 hexadecimal digits;
 *     unmodifiable
 * @param others what is in the store's cache and no value of SealCache's
 */
public record KeyCensus(SortedMap<String, Long> entries, long others) {
  public KeyCensus {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  static KeyCensus of(Map<Integer, Long> byId, long others) {
    SortedMap<String, Long> entries = new TreeMap<>();
    byId.forEach((id, count) -> entries.put("%08x".formatted(id), count));
    return new KeyCensus(entries, others);
  }
}
