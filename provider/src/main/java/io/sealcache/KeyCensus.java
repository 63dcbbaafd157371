package io.sealcache;

import io.sealcache.internal.census.EntryCounts;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How many stored entries of a cache were sealed with which keys, as far as the entries say so
 * themselves: nothing of it is authenticated. With tenants, of all of them. Ids of keys are as logs
 * and MBeans show them, 8 hexadecimal digits.
 *
 * @param counts of SealCache's entries, by what they say; unmodifiable, in the order of the ids
 * @param others what is in the store's cache and no entry of SealCache's, or no longer
 * @param uncounted SealCache's entries that {@code counts} leaves out, as entries say so many
 *     different things, more than 1,000: any key may be theirs
 */
public record KeyCensus(List<Count> counts, long others, long uncounted) {

  /**
   * How many entries say the same.
   *
   * @param suite of the ciphers, as docs/format.md numbers them
   * @param dataKey the id of the key that sealed their values
   * @param indexKey the id of the key that made their stored keys
   * @param entries how many there are
   */
  public record Count(int suite, String dataKey, String indexKey, long entries) {}

  public KeyCensus {
    counts =
        counts.stream()
            .sorted(
                Comparator.comparing(Count::dataKey)
                    .thenComparing(Count::indexKey)
                    .thenComparing(Count::suite))
            .toList();
  }

  static KeyCensus of(EntryCounts counted) {
    return new KeyCensus(
        counted.sealed().entrySet().stream()
            .map(
                same ->
                    new Count(
                        same.getKey().suite(),
                        "%08x".formatted(same.getKey().dataKeyId()),
                        "%08x".formatted(same.getKey().indexKeyId()),
                        same.getValue()))
            .toList(),
        counted.others(),
        counted.uncounted());
  }

  /** All entries of SealCache's, {@link #uncounted} too. */
  public long entries() {
    return counts.stream().mapToLong(Count::entries).sum() + uncounted;
  }

  /**
   * How many entries there are, by the id of the data key: a key that has none can be retired, if
   * none are {@link #uncounted}.
   */
  public NavigableMap<String, Long> byDataKey() {
    return by(Count::dataKey);
  }

  /**
   * How many entries there are, by the id of the index key: only those of the one in use are read.
   * Without those that are {@link #uncounted}.
   */
  public NavigableMap<String, Long> byIndexKey() {
    return by(Count::indexKey);
  }

  private NavigableMap<String, Long> by(Function<Count, String> id) {
    NavigableMap<String, Long> sums = new TreeMap<>();
    counts.forEach(count -> sums.merge(id.apply(count), count.entries(), Long::sum));
    return sums;
  }
}
