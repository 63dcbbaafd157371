package io.sealcache.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The limits that the product keeps, each against rows of the same run. */
final class Limits {
  /** A value of 1 KiB beside the bare cipher. */
  private static final double CIPHER = 1.2;

  /**
   * A large value that fits a CPU's cache, for which the array is half of it: beside the cipher and
   * that.
   */
  private static final double NEW_ARRAY = 1.3;

  /**
   * The memory that a large value allocates beside the one array that it needs, in KiB: a segment
   * for the first one, which isn't in one place, and some more.
   */
  private static final double LARGE_KIB = 80;

  private static final double BYTES_A_KIB = 1024;

  /** A key of 24 bytes beside the bare ciphers. */
  private static final double KEY = 2;

  /** A tenant's first operation beside HKDF and bare ciphers. */
  private static final double NEW_TENANT = 3;

  private final Measurements measured;

  private Limits(Measurements measured) {
    this.measured = measured;
  }

  /** All of them, bars first. */
  static List<Limit> all(Measurements measured) {
    return new Limits(measured).all();
  }

  private List<Limit> all() {
    List<Limit> all = new ArrayList<>();
    for (String operation : List.of("seal", "open")) {
      String row = "CipherBenchmark." + operation + "-1024";
      all.add(bar(operation + "-1k", row, "Bare" + row, CIPHER));
    }
    all.add(bar("key-seal-24", "KeyBenchmark.seal", "KeyBenchmark.bareSeal", KEY));
    for (String operation : List.of("seal", "open")) {
      String row = "LargeValueBenchmark.%s-1048576";
      all.add(bar(operation + "-1m", row.formatted(operation), bareNew(row, operation), NEW_ARRAY));
      addAllocation(operation, 1, all);
      addAllocation(operation, 16, all);
    }
    all.add(bar("new-tenant-get", "TenantBenchmark.get", "TenantBenchmark.bareGet", NEW_TENANT));
    all.add(bar("new-tenant-put", "TenantBenchmark.put", "TenantBenchmark.barePut", NEW_TENANT));
    StoreLimits stores = new StoreLimits(measured);
    all.addAll(stores.ofTime());
    all.addAll(stores.ofAllocation());
    return all;
  }

  private Limit bar(String name, String row, String bare, double limit) {
    return Limit.bar(name, measured.nanos(row) / measured.nanos(bare), limit);
  }

  private static String bareNew(String row, String operation) {
    return row.formatted(bare(operation) + "New");
  }

  private static String bare(String operation) {
    return operation.equals("seal") ? "bareSeal" : "bareOpen";
  }

  // All that is allocated is a row: the JDK's AES-GCM takes a KiB for each segment of 64 KiB.
  private void addAllocation(String operation, int mebibytes, List<Limit> all) {
    int size = mebibytes << 20;
    String row = "LargeValueBenchmark.%s-" + size;
    String name = operation + "-" + mebibytes + "m";
    double extra = measured.bytes(row.formatted(operation)) - size;
    double own = extra - measured.bytes(row.formatted(bare(operation)));
    all.add(Limit.bar("own-" + name, own / BYTES_A_KIB, LARGE_KIB, "KiB"));
    all.add(Limit.row("extra-" + name, extra / BYTES_A_KIB, LARGE_KIB, "KiB"));
  }
}
