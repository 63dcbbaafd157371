package io.sealcache.benchmarks.growth;

import java.util.Arrays;
import java.util.Locale;

/** What grows, while the rest stays as it is. */
enum Axis {
  ENTRIES(true, 1_000, 10_000, 100_000, 1_000_000),
  /** In turn, in one cache; a store has none. */
  TENANTS(false, 1, 10, 100, 1_000, 10_000),
  /** Each of them has sealed as many entries; a store has none. */
  KEYS(false, 1, 2, 4, 8, 16),
  /** In turn, the entries spread over all of them. */
  CACHES(true, 1, 10, 100, 1_000),
  THREADS(true, 1, 2, 4, 8, 16, 32);

  private final boolean unencryptedToo;
  private final int[] sizes;

  Axis(boolean unencryptedToo, int... sizes) {
    this.unencryptedToo = unencryptedToo;
    this.sizes = sizes;
  }

  /** As {@link GrowthBenchmark} and the results name it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  String[] sealed() {
    return unencryptedToo ? new String[] {"false", "true"} : new String[] {"true"};
  }

  int[] sizes() {
    return sizes.clone();
  }

  String[] sizesAsText() {
    return Arrays.stream(sizes).mapToObj(Integer::toString).toArray(String[]::new);
  }
}
