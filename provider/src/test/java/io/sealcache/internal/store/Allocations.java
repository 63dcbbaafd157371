package io.sealcache.internal.store;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the calling thread allocates, in bytes. */
public final class Allocations {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocations() {}

  public static long of(Supplier<@Nullable Object> action) {
    action.get(); // classes are loaded once
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    action.get();
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }
}
