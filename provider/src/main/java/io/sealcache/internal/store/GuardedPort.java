package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.List;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a failure of any store from the store having been closed under a call in flight: that is
 * the IllegalStateException which JCache wants then, whatever the store threw. A thread whose call
 * failed because it was interrupted stays so.
 */
public final class GuardedPort implements StorePort {
  private final StorePort port;
  private final @Nullable CallGate gate;

  /**
   * @param awaitsCalls whether the store may be closed only once no call is under way
   */
  public GuardedPort(StorePort port, boolean awaitsCalls) {
    this.port = port;
    this.gate = awaitsCalls ? new CallGate("The cache was closed during this call") : null;
  }

  private void enter() {
    if (gate != null) {
      gate.enter();
    }
  }

  private void leave() {
    if (gate != null) {
      gate.leave();
    }
  }

  @Override
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    enter(); // left when the answer is there: till then the call is under way
    boolean isBegun = false;
    try {
      PendingCall<T> begun = port.begin(call);
      isBegun = true;
      return () -> {
        try {
          return guarded(answered(begun));
        } finally {
          leave();
        }
      };
    } catch (RuntimeException e) {
      throw explain(e);
    } finally {
      if (!isBegun) {
        leave();
      }
    }
  }

  // Written out: the JIT inlines fifteen calls deep, and they reach down to the store.
  @Override
  public <T extends @Nullable Object> T make(StoreCall<T> call) {
    enter();
    try {
      return guarded(port.make(call));
    } catch (RuntimeException e) {
      throw explain(e);
    } finally {
      leave();
    }
  }

  private RuntimeException explain(RuntimeException thrown) {
    RuntimeException told = isOfInterrupt(thrown) ? PendingCall.interrupted(thrown) : thrown;
    return told instanceof IllegalStateException || !port.isClosed()
        ? told
        : new IllegalStateException("The store was closed during this call", told);
  }

  // Hazelcast takes the interrupt away. JCache's own exceptions are left: a listener's may be one.
  private static boolean isOfInterrupt(RuntimeException thrown) {
    if (thrown instanceof CacheException) {
      return false;
    }
    Throwable cause = thrown.getCause();
    for (int i = 0; i < 10 && cause != null; i++) { // causes may go round
      if (cause instanceof InterruptedException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private <T extends @Nullable Object> T answered(PendingCall<T> call) {
    try {
      return call.answer();
    } catch (RuntimeException e) {
      throw explain(e);
    }
  }

  private PendingCall<?> later(PendingCall<?> call) {
    return () -> answered(call);
  }

  private static PendingCall<Boolean> run(Runnable step) {
    return () -> {
      step.run();
      return true;
    };
  }

  /** An answer by which the store is called again, or which has answers of its own. */
  @SuppressWarnings("unchecked") // each is the answer of one kind of call only
  private <T extends @Nullable Object> T guarded(T answer) {
    if (answer instanceof List<?> answers) {
      return (T) answers.stream().map(each -> later((PendingCall<?>) each)).toList();
    } else if (answer instanceof Runnable ending) {
      return (T) (Runnable) () -> call(run(ending));
    }
    return answer instanceof Iterator<?> found
        ? (T)
            new FoundIterator<>(
                () -> this.<@Nullable Object>call(() -> found.hasNext() ? found.next() : null))
        : answer;
  }

  private <T extends @Nullable Object> T call(PendingCall<T> step) {
    enter();
    try {
      return answered(step);
    } finally {
      leave();
    }
  }

  @Override
  public void close() {
    if (gate != null) {
      gate.shut();
    }
    port.close();
  }

  @Override
  public boolean isClosed() {
    return port.isClosed();
  }
}
