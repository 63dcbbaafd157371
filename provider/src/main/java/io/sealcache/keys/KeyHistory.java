package io.sealcache.keys;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has happened to the keys of a source, by the names of events that {@code docs/logging.md}
 * has, such as {@code key-promoted}. Immutable.
 *
 * @param times how often
 * @param latest when last; only what has happened
 */
public record KeyHistory(SortedMap<String, Long> times, SortedMap<String, Instant> latest) {
  /** Of a source that says nothing. */
  public static final KeyHistory NONE = new KeyHistory(new TreeMap<>(), new TreeMap<>());

  /** Copies the maps. */
  public KeyHistory {
    times = Collections.unmodifiableSortedMap(new TreeMap<>(times));
    latest = Collections.unmodifiableSortedMap(new TreeMap<>(latest));
  }

  /** Both together. */
  public KeyHistory plus(KeyHistory other) {
    Map<String, Long> sums = new TreeMap<>(times);
    other.times.forEach((event, count) -> sums.merge(event, count, Long::sum));
    Map<String, Instant> latest = new TreeMap<>(this.latest);
    other.latest.forEach(
        (event, at) -> latest.merge(event, at, (one, two) -> one.isAfter(two) ? one : two));
    return new KeyHistory(new TreeMap<>(sums), new TreeMap<>(latest));
  }
}
