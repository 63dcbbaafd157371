package io.sealcache;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The calls into one loader or writer of the application: it is closed when the last of them has
 * ended, and not called any more. Thread-safe.
 */
final class CodeCalls {
  private static final long PATIENCE_SECONDS = 10;

  private final String role;
  private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();
  private volatile boolean closed;

  /**
   * @param role of the code, for messages: "cache loader"
   */
  CodeCalls(String role) {
    this.role = role;
  }

  /**
   * Makes one call.
   *
   * @throws IllegalStateException if the code was closed
   */
  <T extends @Nullable Object> T run(Supplier<T> call) {
    calls.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "The cache was closed during this call, and its " + role + " with it");
      }
      return call.get();
    } finally {
      calls.readLock().unlock();
    }
  }

  /**
   * Lets no more calls begin and closes {@code code}, where it is {@link Closeable}, when those
   * that run have ended; after 10 seconds, or if the thread is interrupted or itself inside a call,
   * all the same.
   */
  void close(Object code) {
    boolean alone = awaitCalls();
    closed = true;
    if (alone) {
      calls.writeLock().unlock();
    }
    if (code instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new CacheException("The " + role + " failed to close", e);
      }
    }
  }

  // A call that never ends must not keep its cache from closing.
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
