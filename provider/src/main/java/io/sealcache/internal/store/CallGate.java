package io.sealcache.internal.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls pass until it is shut, and knows which of them run: for what must not be closed under
 * a call. Thread-safe.
 */
public final class CallGate {
  private static final long PATIENCE_SECONDS = 10;

  private final String shutMessage;
  private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();
  private volatile boolean shut;

  /**
   * @param shutMessage what a call is told that comes too late
   */
  public CallGate(String shutMessage) {
    this.shutMessage = shutMessage;
  }

  /**
   * Makes one call.
   *
   * @throws IllegalStateException if the gate is shut
   */
  public <T extends @Nullable Object> T pass(Supplier<T> call) {
    calls.readLock().lock();
    try {
      if (shut) {
        throw new IllegalStateException(shutMessage);
      }
      return call.get();
    } finally {
      calls.readLock().unlock();
    }
  }

  /**
   * Lets no more calls pass, and returns when those that run have ended; after 10 seconds, or if
   * the thread is interrupted or itself inside a call, all the same.
   */
  public void shut() {
    boolean alone = awaitCalls();
    shut = true;
    if (alone) {
      calls.writeLock().unlock();
    }
  }

  // A call that never ends must not keep what it uses from closing.
  private boolean awaitCalls() {
    if (calls.getReadHoldCount() > 0) {
      return false;
    }
    try {
      return calls.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
