package io.sealcache.internal.application;

import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.store.CallGate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls into one loader or writer of the application: it is closed when the last of them has
 * ended, and not called any more. Thread-safe.
 */
public final class ApplicationGate {
  private final String role;
  private final CallGate gate;
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();

  /**
   * @param role of the code, for messages: "cache loader"
   */
  public ApplicationGate(String role) {
    this.role = role;
    this.gate = new CallGate("The cache was closed during this call, and its " + role + " with it");
  }

  /**
   * Makes one call.
   *
   * @throws IllegalStateException if the code was closed
   */
  public <T extends @Nullable Object> T run(Supplier<T> call) {
    gate.enter();
    boolean outermost = callers.add(Thread.currentThread());
    try {
      return call.get();
    } finally {
      if (outermost) {
        callers.remove(Thread.currentThread());
      }
      gate.leave();
    }
  }

  /** Lets no more calls pass: from now on {@link #close} waits for those that run. */
  public void shut() {
    gate.shutNow();
  }

  /**
   * Closes {@code code}, where it is {@link java.io.Closeable}, as {@link CallGate#shut} lets it;
   * without waiting, if it is this code that closes its cache.
   */
  public void close(Object code) {
    if (callers.contains(Thread.currentThread())) {
      gate.shutNow();
    } else {
      gate.shut();
    }
    ApplicationObject.close(code, role);
  }
}
