package io.sealcache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreLimitsTest {
  private static final List<String> PARTS =
      List.of("encodeKey", "sealKey", "toBase64", "encodeValue", "sealValue", "openValue");

  private final Map<String, Double> nanos = new HashMap<>();
  private final Map<String, Double> bytes = new HashMap<>();

  /**
   * A store takes 500 ns and 1,000 bytes, a part of an operation 100 ns, the bare cipher 2,000
   * bytes.
   */
  StoreLimitsTest() {
    PARTS.forEach(part -> nanos.put("PartBenchmark." + part, 100.0));
    nanos.put("PartBenchmark.decodeValue", 100.0);
    for (Store store : Store.values()) {
      for (String operation : List.of("get", "put")) {
        set(operation, false, store, 500, 1_000);
        set(operation, true, store, 1_100, 4_024);
      }
    }
    bytes.put("BareCipherBenchmark.open-1024", 2_000.0);
    bytes.put("BareCipherBenchmark.seal-1024", 2_000.0);
  }

  private void set(String operation, boolean sealed, Store store, double time, double allocated) {
    String row = "StoreBenchmark.%s-%s-%s".formatted(operation, sealed, store);
    nanos.put(row, time);
    bytes.put(row, allocated);
  }

  private StoreLimits limits(Flags flags) {
    return new StoreLimits(new Measurements(nanos, Map.of(), bytes), flags);
  }

  @Test
  void operationsThatKeepTheirLimits_missNoBar() {
    assertThat(limits(Flags.QUIET).ofTime()).hasSize(8).noneMatch(Limit::isMissedBar);
    assertThat(limits(Flags.QUIET).ofAllocation()).hasSize(16).noneMatch(Limit::isMissedBar);
  }

  @Test
  void operationThatTakesLongerThanItsParts_missesItsBar() {
    set("get", true, Store.EHCACHE_OFFHEAP, 1_101, 0);

    assertThat(limits(Flags.DEFAULT).ofTime())
        .filteredOn(Limit::isMissedBar)
        .singleElement()
        .extracting(Limit::line)
        .isEqualTo("bar default-hit-ehcache-offheap measured 1.101 limit 1.10");
  }

  @Test
  void operationThatAllocatesMore_missesItsBar() {
    set("put", true, Store.HAZELCAST_MEMBER, 0, 4_025);

    assertThat(limits(Flags.QUIET).ofAllocation())
        .filteredOn(Limit::isMissedBar)
        .singleElement()
        .extracting(Limit::line)
        .isEqualTo("bar own-put-hazelcast-member measured 1.001 limit 1.00");
  }
}
