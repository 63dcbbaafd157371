package io.sealcache.internal.store;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The memory that the calling thread allocates, in bytes. */
public final class Allocations {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocations() {}

  public static long of(Runnable action) {
    action.run(); // classes are loaded once
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    action.run();
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }
}
