package io.sealcache;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** JDK 21 and later have them, the language level here does not. */
public final class VirtualThreads {
  private VirtualThreads() {}

  /** Has a new one for each task. */
  public static ExecutorService executor() {
    Needs.jdk(21);
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
