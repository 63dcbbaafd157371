package io.sealcache.benchmarks.cold;

import io.sealcache.benchmarks.Store;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider's start and the first get, at which another thread looks each half millisecond: what
 * of the CPU time each part took. Looking takes time too, so all of it is more than {@link
 * FirstOperations} tells.
 */
public final class StartSamples {
  private static final long INTERVAL_NANOS = 500_000;

  private final Thread looked = Thread.currentThread();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final List<Look> looks = new ArrayList<>();
  private volatile boolean ended;

  private record Look(List<StackTraceElement> stack, long nanos) {}

  private StartSamples() {}

  /**
   * Prints the microseconds of each part.
   *
   * @param arguments the store, whether it is sealed
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) throws InterruptedException {
    StartSamples samples = new StartSamples();
    Thread looking = new Thread(samples::look, "looks");
    looking.start();
    samples.begun.await();
    long start = CpuClock.nanos();
    FirstOperations.Opened first =
        FirstOperations.open(Store.valueOf(arguments[0]), Boolean.parseBoolean(arguments[1]));
    long nanos = CpuClock.nanos() - start;
    samples.ended = true;
    looking.join();
    System.out.println(samples.line(nanos));
    first.store().close();
  }

  private void look() {
    begun.countDown();
    long last = System.nanoTime();
    while (!ended) {
      LockSupport.parkNanos(INTERVAL_NANOS);
      List<StackTraceElement> stack = List.of(looked.getStackTrace());
      long now = System.nanoTime();
      looks.add(new Look(stack, now - last));
      last = now;
    }
  }

  private String line(long cpuNanos) {
    Map<StartPart, Long> nanos = new EnumMap<>(StartPart.class);
    long all = 0;
    for (Look look : looks) {
      nanos.merge(StartPart.of(look.stack()), look.nanos(), Long::sum);
      all += look.nanos();
    }
    StringBuilder line = new StringBuilder();
    for (StartPart part : StartPart.values()) {
      double share = (double) nanos.getOrDefault(part, 0L) / all;
      line.append(Math.round(share * cpuNanos / 1e3)).append(' ');
    }
    return line.toString().strip();
  }
}
