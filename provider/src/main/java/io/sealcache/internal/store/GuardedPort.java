package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a failure of any store from the store having been closed under a call in flight: that is
 * the IllegalStateException which JCache wants then, whatever the store threw.
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

  // Not by guarded(): the JIT inlines fifteen calls deep, and they reach down to the store.
  @Override
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    enter(); // left when the answer is there: till then the call is under way
    try {
      PendingCall<T> begun = port.begin(call);
      return () -> {
        try {
          return explained(begun.answer());
        } catch (RuntimeException e) {
          throw explain(e);
        } finally {
          leave();
        }
      };
    } catch (RuntimeException e) {
      leave();
      throw explain(e);
    } catch (Error e) {
      leave();
      throw e;
    }
  }

  @Override
  public <T extends @Nullable Object> T make(StoreCall<T> call) {
    enter();
    try {
      return explained(port.make(call));
    } catch (RuntimeException e) {
      throw explain(e);
    } finally {
      leave();
    }
  }

  private <T extends @Nullable Object> T guarded(Supplier<T> step) {
    enter();
    try {
      return step.get();
    } catch (RuntimeException e) {
      throw explain(e);
    } finally {
      leave();
    }
  }

  private RuntimeException explain(RuntimeException thrown) {
    return thrown instanceof IllegalStateException || !port.isClosed()
        ? thrown
        : new IllegalStateException("The store was closed during this call", thrown);
  }

  @SuppressWarnings("unchecked") // each is the answer of one kind of call only
  private <T extends @Nullable Object> T explained(T answer) {
    if (answer instanceof List<?> answers) {
      return (T) answers.stream().map(each -> explained((PendingCall<?>) each)).toList();
    }
    if (answer instanceof Runnable ending) {
      return (T) (Runnable) () -> end(ending);
    }
    return answer instanceof Iterator<?> found
        ? (T) new FoundIterator<>(found, Function.identity(), this::guarded)
        : answer;
  }

  private void end(Runnable reports) {
    var unused =
        guarded(
            () -> {
              reports.run();
              return true;
            });
  }

  private PendingCall<?> explained(PendingCall<?> answered) {
    return () -> {
      try {
        return answered.answer();
      } catch (RuntimeException e) {
        throw explain(e);
      }
    };
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

  @Override
  public String describe() {
    return port.describe();
  }
}
