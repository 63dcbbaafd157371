package io.sealcache.codec;

/** Runs a property over many seeds, and names the one for which it doesn't hold. */
public final class Cases {
  /** How many seeds; set by {@code -Dsealcache.test.cases=100000} to look longer. */
  private static final int COUNT = Integer.getInteger("sealcache.test.cases", 500);

  /** The first seed; set by {@code -Dsealcache.test.seed=N} to see one again. */
  private static final long FIRST = Long.getLong("sealcache.test.seed", 1);

  private Cases() {}

  /** A property that may throw. */
  public interface Property {
    void holdFor(long seed) throws Exception;
  }

  public static void all(Property property) {
    for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
      try {
        property.holdFor(seed);
      } catch (Exception | AssertionError e) {
        throw new AssertionError("-Dsealcache.test.seed=" + seed + ": " + e, e);
      }
    }
  }
}
