package io.sealcache.benchmarks.regression;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** Measures ratios, each time in a fresh JVM. */
@FunctionalInterface
interface RatioSource {
  /**
   * Measures.
   *
   * @param names of rows; none are all
   */
  Map<String, Double> ratios(Collection<String> names) throws IOException, InterruptedException;
}
