package io.sealcache.stores;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The resources that this JVM holds once garbage is gone. */
record Resources(long heapKiB, int threads, long descriptors) {
  private static final int ENOUGH = 8;
  private static final String GROWING = "GROWING";

  static Resources now() {
    System.gc();
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long descriptors =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0;
    return new Resources(
        heap / 1024, ManagementFactory.getThreadMXBean().getThreadCount(), descriptors);
  }

  /** Whether they grew, as {@link #verdict} says; not where there are too few samples to say. */
  static boolean isGrowing(List<Resources> samples) {
    return verdict(samples).startsWith(GROWING);
  }

  /**
   * Whether they grew from the second quarter of a run to the last, by more than measuring does:
   * the first quarter warms up.
   */
  static String verdict(List<Resources> samples) {
    if (samples.size() < ENOUGH) {
      return "too few samples to say";
    }
    int quarter = samples.size() / 4;
    Resources early = least(samples.subList(quarter, 2 * quarter));
    Resources late = least(samples.subList(samples.size() - quarter, samples.size()));
    boolean flat =
        late.heapKiB <= early.heapKiB * 1.05 + 2048
            && late.threads <= early.threads + 2
            && late.descriptors <= early.descriptors + 2;
    return flat ? "flat" : GROWING + " from " + early + " to " + late;
  }

  private static Resources least(List<Resources> samples) {
    return new Resources(
        samples.stream().mapToLong(Resources::heapKiB).min().orElseThrow(),
        samples.stream().mapToInt(Resources::threads).min().orElseThrow(),
        samples.stream().mapToLong(Resources::descriptors).min().orElseThrow());
  }
}
