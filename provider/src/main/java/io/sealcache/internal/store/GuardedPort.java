package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a failure of any store from the store having been closed under a call in flight: that is
 * the IllegalStateException which JCache wants then, whatever the store threw. A class or method
 * that a store of another version lacks is told in a sentence: JCache has no errors of linking.
 */
public final class GuardedPort implements StorePort {
  private final StorePort port;
  private final StoreLibrary library;

  /**
   * @param library whose port it is
   */
  public GuardedPort(StorePort port, StoreLibrary library) {
    this.port = port;
    this.library = library;
  }

  // Not by guarded(): the JIT inlines fifteen calls deep, and they reach down to the store.
  @Override
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    try {
      PendingCall<T> begun = port.begin(call);
      return () -> explained(guarded(begun::answer));
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public <T extends @Nullable Object> T make(StoreCall<T> call) {
    try {
      return explained(port.make(call));
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  private <T extends @Nullable Object> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  private RuntimeException explain(Throwable thrown) {
    RuntimeException failure =
        thrown instanceof LinkageError missing ? library.lacks(missing) : (RuntimeException) thrown;
    return failure instanceof IllegalStateException || !port.isClosed()
        ? failure
        : new IllegalStateException("The store was closed during this call", failure);
  }

  @SuppressWarnings("unchecked") // each is the answer of one kind of call only
  private <T extends @Nullable Object> T explained(T answer) {
    if (answer instanceof List<?> answers) {
      return (T) answers.stream().map(each -> explained((Answer) each)).toList();
    }
    return answer instanceof Iterator<?> found
        ? (T) new FormedIterator<>(found, Function.identity(), this::guarded)
        : answer;
  }

  private Answer explained(Answer answer) {
    RuntimeException failure = answer.failure();
    if (failure == null) {
      return answer;
    }
    return new Answer(
        false, explain(failure.getCause() instanceof LinkageError missing ? missing : failure));
  }

  @Override
  public void close() {
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
