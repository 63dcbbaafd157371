package io.sealcache.benchmarks.growth;

import java.util.Arrays;
import java.util.Locale;

/** The quantity that grows, while the rest stays as it is. */
enum Axis {
  ENTRIES(true),
  /** In turn, in one cache; a store has none. */
  TENANTS(false),
  /** Each of them has sealed as many entries; a store has none. */
  KEYS(false),
  /** In turn, the entries spread over all of them. */
  CACHES(true),
  THREADS(true);

  private final boolean unencryptedToo;

  Axis(boolean unencryptedToo) {
    this.unencryptedToo = unencryptedToo;
  }

  /** As {@link GrowthBenchmark} and the results name it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  String[] sealed() {
    return unencryptedToo ? new String[] {"false", "true"} : new String[] {"true"};
  }

  int[] sizes() {
    return switch (this) {
      case ENTRIES -> new int[] {1_000, 10_000, 100_000, 1_000_000};
      case TENANTS -> new int[] {1, 10, 100, 1_000, 10_000};
      case KEYS -> new int[] {1, 2, 4, 8, 16};
      case CACHES -> new int[] {1, 10, 100, 1_000};
      case THREADS -> new int[] {1, 2, 4, 8, 16, 32};
    };
  }

  String[] sizesAsText() {
    return Arrays.stream(sizes()).mapToObj(Integer::toString).toArray(String[]::new);
  }
}
