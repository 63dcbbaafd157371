package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.CallGate;
import io.sealcache.internal.store.PendingAnswer;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StorePort;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One cache's use of Infinispan, until it is closed. Thread-safe. */
final class InfinispanSession {
  private final String store;
  private final BooleanSupplier isStopped;
  private final Runnable ending;
  private final CallGate gate = new CallGate("The cache was closed during this call");
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param store names it in an error
   * @param isStopped whether Infinispan has closed its cache by itself
   * @param ending run once, when no call is under way any more
   */
  InfinispanSession(String store, BooleanSupplier isStopped, Runnable ending) {
    this.store = store;
    this.isStopped = isStopped;
    this.ending = ending;
  }

  /**
   * Makes one call.
   *
   * @throws IllegalStateException if this is closed, or was during the call
   * @throws javax.cache.CacheException if Infinispan failed
   */
  <T extends @Nullable Object> T call(Supplier<T> call) {
    try {
      return gate.pass(call);
    } catch (RuntimeException e) {
      throw PendingAnswer.explain(e);
    }
  }

  /** As above, of a call that answers nothing. */
  void run(Runnable call) {
    boolean unused =
        call(
            () -> {
              call.run();
              return true;
            });
  }

  /**
   * Begins a call that is under way until its answer was given, which the same thread has to ask
   * for, once.
   *
   * @throws IllegalStateException as {@link #call}; then nothing is under way
   */
  <T extends @Nullable Object> PendingCall<T> begin(Supplier<CompletionStage<T>> beginning) {
    gate.enter(); // left when the answer is there: till then the call is under way
    try {
      PendingCall<T> answer = PendingAnswer.of(beginning.get());
      return () -> {
        try {
          return answer.answer();
        } finally {
          gate.leave();
        }
      };
    } catch (RuntimeException e) {
      gate.leave();
      throw PendingAnswer.explain(e);
    } catch (Error e) {
      gate.leave();
      throw e;
    }
  }

  // In this JVM a call that is under way when Infinispan's cache stops waits for ever.
  void close() {
    gate.shut();
    if (closed.compareAndSet(false, true)) {
      ending.run();
    }
  }

  boolean isClosed() {
    return closed.get() || isStopped.getAsBoolean();
  }

  /** As {@link StorePort#describe}. */
  String describe() {
    return store;
  }
}
