package io.sealcache;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ListedEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

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
  /** Whoever runs the store may have entries say anything; these take a few hundred kilobytes. */
  static final int MOST_KINDS = 1_000;

  private static final int TOLD_AFTER = 1_000;

  /** The only one that is well-formed. */
  private static final int SUITE = 1;

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

  /** How an entry says that it was sealed. */
  private record Kind(int dataKeyId, int indexKeyId) {
    static @Nullable Kind of(ListedEntry entry) {
      StoredKey key = entry.key();
      return key == null || !entry.value().isWellFormed()
          ? null
          : new Kind(entry.value().keyId(), key.keyId());
    }

    Count counted(long entries) {
      return new Count(SUITE, "%08x".formatted(dataKeyId), "%08x".formatted(indexKeyId), entries);
    }
  }

  /**
   * Counts entries, one after the other.
   *
   * @param progress told how many were counted, each {@value #TOLD_AFTER} and at the end
   */
  static KeyCensus of(Iterator<ListedEntry> entries, LongConsumer progress) {
    Map<Kind, Long> sealed = new HashMap<>();
    long others = 0;
    long uncounted = 0;
    long counted = 0;
    while (entries.hasNext()) {
      Kind kind = Kind.of(entries.next());
      if (kind == null) {
        others++;
      } else if (sealed.size() == MOST_KINDS && !sealed.containsKey(kind)) {
        uncounted++;
      } else {
        sealed.merge(kind, 1L, Long::sum);
      }
      if (++counted % TOLD_AFTER == 0) {
        progress.accept(counted);
      }
    }
    progress.accept(counted);
    return new KeyCensus(
        sealed.entrySet().stream().map(same -> same.getKey().counted(same.getValue())).toList(),
        others,
        uncounted);
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
