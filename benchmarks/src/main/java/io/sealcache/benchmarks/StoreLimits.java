package io.sealcache.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The limits of hits and puts of 1 KiB through SealCache, each store's beside its own. */
final class StoreLimits {
  /** A hit or put beside the sum of its parts. */
  private static final double OF_PARTS = 1.1;

  /** What one allocates beside what the store does, in KiB. */
  private static final double EXTRA_KIB = 2.2;

  /** Of that, what the bare cipher does not, for the same message and into an array of its own. */
  private static final double OWN_KIB = 1;

  private static final double BYTES_A_KIB = 1024;

  private final Measurements measured;
  private final Flags flags;

  StoreLimits(Measurements measured, Flags flags) {
    this.measured = measured;
    this.flags = flags;
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
    for (String part : List.of("encodeKey", "sealKey", "toBase64")) {
      sum += measured.nanos("PartBenchmark." + part);
    }
    for (String part : valueParts) {
      sum += measured.nanos("PartBenchmark." + part);
    }
    return bar(name, store, measured.nanos(row(operation, store, true)) / sum, OF_PARTS);
  }

  List<Limit> ofAllocation() {
    List<Limit> limits = new ArrayList<>();
    for (Store store : Store.values()) {
      addAllocated("hit", store, "get", "open", limits);
      addAllocated("put", store, "put", "seal", limits);
    }
    return limits;
  }

  // All of it is a row: the bare cipher alone allocates as much.
  private void addAllocated(
      String name, Store store, String operation, String bare, List<Limit> limits) {
    double extra =
        measured.bytes(row(operation, store, true)) - measured.bytes(row(operation, store, false));
    double own = extra - measured.bytes("BareCipherBenchmark." + bare + "-1024");
    limits.add(bar("own-" + name, store, own / BYTES_A_KIB, OWN_KIB));
    limits.add(limit(Limit.Kind.ROW, "extra-" + name, store, extra / BYTES_A_KIB, EXTRA_KIB));
  }

  private static String row(String operation, Store store, boolean sealed) {
    return "StoreBenchmark." + operation + "-" + sealed + "-" + store;
  }

  private Limit bar(String name, Store store, double value, double limit) {
    return limit(Limit.Kind.BAR, name, store, value, limit);
  }

  private Limit limit(Limit.Kind kind, String name, Store store, double value, double limit) {
    String of = store.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Limit(kind, flags.prefix() + name + "-" + of, value, limit);
  }
}
