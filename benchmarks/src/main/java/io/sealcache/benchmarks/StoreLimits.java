package io.sealcache.benchmarks;

import io.sealcache.benchmarks.results.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Hits and puts of 1 KiB through SealCache beside their parts, each of which was measured alone, in
 * a JVM of its own: rows. Bars are measured side by side, by {@code WayBars}.
 */
final class StoreLimits {
  /** A hit or put beside the sum of its parts. */
  private static final double OF_PARTS = 1.1;

  /** The memory that one allocates beside what the store does, in KiB. */
  private static final double EXTRA_KIB = 2.2;

  private static final double BYTES_A_KIB = 1024;

  private static final double NANOS_A_MICRO = 1e3;

  private final Measurements measured;

  StoreLimits(Measurements measured) {
    this.measured = measured;
  }

  /** By the sum of its parts. */
  List<Limit> ofTime() {
    List<Limit> limits = new ArrayList<>();
    for (Store store : Store.values()) {
      limits.add(ofParts("hit", store, "get", "openValue", "decodeValue"));
      limits.add(ofParts("put", store, "put", "encodeValue", "sealValue"));
    }
    return limits;
  }

  private Limit ofParts(String name, Store store, String operation, String... valueParts) {
    double sum = measured.nanos(row(operation, store, false));
    for (String part : List.of("encodeKey", "sealKey")) {
      sum += measured.nanos("PartBenchmark." + part);
    }
    for (String part : valueParts) {
      sum += measured.nanos("PartBenchmark." + part);
    }
    return Limit.row(
        "alone-" + name + "-" + store.rowName(),
        measured.nanos(row(operation, store, true)) / sum,
        OF_PARTS);
  }

  /** Beside what the store allocates. */
  List<Limit> ofAllocation() {
    List<Limit> limits = new ArrayList<>();
    for (Store store : Store.values()) {
      limits.add(allocated("hit", store, "get"));
      limits.add(allocated("put", store, "put"));
    }
    return limits;
  }

  private Limit allocated(String name, Store store, String operation) {
    double extra =
        measured.bytes(row(operation, store, true)) - measured.bytes(row(operation, store, false));
    return Limit.row(
        "extra-" + name + "-" + store.rowName(), extra / BYTES_A_KIB, EXTRA_KIB, "KiB");
  }

  /** The costs of hits and puts, alone and through SealCache. */
  List<Point> costs() {
    List<Point> costs = new ArrayList<>();
    for (Store store : Store.values()) {
      for (String operation : List.of("get", "put")) {
        String topic = (operation.equals("get") ? "hit" : operation) + ", " + store.title();
        for (boolean sealed : new boolean[] {false, true}) {
          double micros = measured.nanos(row(operation, store, sealed)) / NANOS_A_MICRO;
          costs.add(new Point(topic, sealed ? "sealed" : "unencrypted", 0, micros, "us"));
        }
      }
    }
    return costs;
  }

  private static String row(String operation, Store store, boolean sealed) {
    return "StoreBenchmark." + operation + "-" + sealed + "-" + store;
  }
}
