package io.sealcache.benchmarks.growth;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What grows, while the rest stays as it is. */
enum Axis {
  ENTRIES(true, 1_000, 10, 4),
  /** In turn, in one cache; a store has none. */
  TENANTS(false, 1, 10, 5),
  /** Each of them has sealed as many entries; a store has none. */
  KEYS(false, 1, 2, 5),
  /** In turn, the entries spread over all of them. */
  CACHES(true, 1, 10, 4),
  THREADS(true, 1, 2, 6);

  private final boolean unencryptedToo;
  private final int first;
  private final int factor;
  private final int points;

  /**
   * @param points how many sizes, each so many times the one before
   */
  Axis(boolean unencryptedToo, int first, int factor, int points) {
    this.unencryptedToo = unencryptedToo;
    this.first = first;
    this.factor = factor;
    this.points = points;
  }

  /** As {@link GrowthBenchmark} and the results name it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  String[] sealed() {
    return unencryptedToo ? new String[] {"false", "true"} : new String[] {"true"};
  }

  List<Integer> sizes() {
    return Stream.iterate(first, size -> size * factor).limit(points).toList();
  }

  String[] sizesAsText() {
    return sizes().stream().map(String::valueOf).toArray(String[]::new);
  }
}
