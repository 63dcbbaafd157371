package io.sealcache.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The limits that the product keeps, each against rows of the same run. */
final class Limits {
  /** A value of 1 KiB beside the bare cipher. */
  private static final double CIPHER_RATIO = 1.2;

  /** What a large value allocates beside the two arrays that it needs, in KiB. */
  private static final double LARGE_KIB = 64;

  private static final double BYTES_A_KIB = 1024;

  private static final double KEY_SEAL_NANOS = 150;

  private static final double NEW_TENANT_MICROS = 20;

  /** From JDK 18 on AES-GCM uses wider vectors; the limit for it was set with JDK 25. */
  private static final int JDK_OF_WIDE_VECTORS = 25;

  private static final double NANOS_A_MICRO = 1e3;

  private static final double NANOS_A_MILLI = 1e6;

  private final Measurements measured;
  private final double largeMillis;

  private Limits(Measurements measured, int jdk) {
    this.measured = measured;
    this.largeMillis = jdk < JDK_OF_WIDE_VECTORS ? 0.35 : 0.15;
  }

  /** All of them, bars first. */
  static List<Limit> all(Measurements measured, int jdk) {
    return new Limits(measured, jdk).all();
  }

  private List<Limit> all() {
    List<Limit> all = new ArrayList<>();
    all.add(Limit.bar("seal-1k", ratio("seal"), CIPHER_RATIO));
    all.add(Limit.bar("open-1k", ratio("open"), CIPHER_RATIO));
    all.add(Limit.bar("key-seal-24", measured.nanos("KeyBenchmark.seal"), KEY_SEAL_NANOS, "ns"));
    all.add(Limit.bar("seal-1m", largeMillis("seal"), largeMillis, "ms"));
    all.add(Limit.bar("open-1m", largeMillis("open"), largeMillis, "ms"));
    for (int mebibytes : new int[] {1, 16}) {
      addAllocations("seal", mebibytes, all);
      addAllocations("open", mebibytes, all);
    }
    all.add(newTenant("get"));
    all.add(newTenant("put"));
    StoreLimits stores = new StoreLimits(measured);
    all.addAll(stores.ofTime());
    all.addAll(stores.ofAllocation());
    return all;
  }

  private double ratio(String operation) {
    return measured.nanos("CipherBenchmark." + operation + "-1024")
        / measured.nanos("BareCipherBenchmark." + operation + "-1024");
  }

  private double largeMillis(String operation) {
    return measured.nanos("CipherBenchmark." + operation + "-1048576") / NANOS_A_MILLI;
  }

  // All of it is a row: the JDK's AES-GCM allocates a KiB for each segment of 64 KiB.
  private void addAllocations(String operation, int mebibytes, List<Limit> all) {
    long size = (long) mebibytes << 20;
    String bare = operation.equals("seal") ? "bareSeal" : "bareOpen";
    double extra =
        measured.bytes("LargeValueBenchmark." + operation + "-" + size + "-1") - 2 * size;
    double own = extra - measured.bytes("LargeValueBenchmark." + bare + "-" + size + "-1");
    String name = operation + "-" + mebibytes + "m";
    all.add(Limit.bar("own-" + name, own / BYTES_A_KIB, LARGE_KIB, "KiB"));
    all.add(Limit.row("extra-" + name, extra / BYTES_A_KIB, LARGE_KIB, "KiB"));
  }

  private Limit newTenant(String operation) {
    double micros = measured.nanos("TenantBenchmark." + operation) / NANOS_A_MICRO;
    return Limit.bar("new-tenant-" + operation, micros, NEW_TENANT_MICROS, "us");
  }
}
