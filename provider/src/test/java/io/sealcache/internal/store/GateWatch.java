package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** Sees whether a thread waits at a {@link CallGate}, however slow the machine is. */
public final class GateWatch {
  private GateWatch() {}

  /** Runs something on a thread of its own; fails if that waits at a gate, as it may for long. */
  public static void assertPasses(Runnable action) throws Exception {
    FutureTask<Object> task = new FutureTask<>(Executors.callable(action));
    Thread thread = new Thread(task);
    thread.start();
    while (!task.isDone()) {
      assertThat(isWaiting(thread)).as("waits at a gate").isFalse();
      thread.join(1);
    }
    task.get();
  }

  /** Whether this thread waits at a gate just now. */
  public static boolean isWaiting(Thread thread) {
    return LockSupport.getBlocker(thread) instanceof CallGate;
  }
}
