package io.sealcache.keys;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has happened to the keys of a source, by the names of events that {@code docs/logging.md}
 * has, such as {@code key-promoted}. Immutable.
 *
 * @param times how often
 */
public record KeyHistory(SortedMap<String, Long> times) {
  /** Of a source that says nothing. */
  public static final KeyHistory NONE = new KeyHistory(new TreeMap<>());

  /** Copies the map. */
  public KeyHistory {
    times = Collections.unmodifiableSortedMap(new TreeMap<>(times));
  }

  /** Both together. */
  public KeyHistory plus(KeyHistory other) {
    SortedMap<String, Long> sums = new TreeMap<>(times);
    other.times.forEach((event, count) -> sums.merge(event, count, Long::sum));
    return new KeyHistory(sums);
  }
}
