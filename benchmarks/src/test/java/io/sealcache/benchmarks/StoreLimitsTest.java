package io.sealcache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.benchmarks.results.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreLimitsTest {
  private static final List<String> PARTS =
      List.of("encodeKey", "sealKey", "encodeValue", "sealValue", "openValue");

  private final Map<String, Double> nanos = new HashMap<>();
  private final Map<String, Double> bytes = new HashMap<>();

  /** A store takes 500 ns and 1,000 bytes, a part of an operation 100 ns. */
  StoreLimitsTest() {
    PARTS.forEach(part -> nanos.put("PartBenchmark." + part, 100.0));
    nanos.put("PartBenchmark.decodeValue", 100.0);
    for (Store store : Store.values()) {
      for (String operation : List.of("get", "put")) {
        set(operation, false, store, 500, 1_000);
        set(operation, true, store, 990, 4_072);
      }
    }
  }

  private void set(String operation, boolean sealed, Store store, double time, double allocated) {
    String row = "StoreBenchmark.%s-%s-%s".formatted(operation, sealed, store);
    nanos.put(row, time);
    bytes.put(row, allocated);
  }

  private StoreLimits limits() {
    return new StoreLimits(new Measurements(nanos, Map.of(), bytes));
  }

  @Test
  void time_isByTheSumOfTheParts() {
    assertThat(limits().ofTime())
        .hasSize(8)
        .extracting(Limit::line)
        .contains("row alone-hit-ehcache-offheap measured 1.100 limit 1.10");
  }

  @Test
  void costs_areOfEachStoreAloneAndSealed() {
    assertThat(limits().costs())
        .hasSize(16)
        .contains(
            new Point("hit, Ehcache off-heap", "unencrypted", 0, 0.5, "us"),
            new Point("put, Hazelcast member", "sealed", 0, 0.99, "us"));
  }

  @Test
  void allocation_isBesideTheStores() {
    assertThat(limits().ofAllocation())
        .hasSize(8)
        .extracting(Limit::line)
        .contains("row extra-put-hazelcast-member measured 3.000 limit 2.20");
  }
}
