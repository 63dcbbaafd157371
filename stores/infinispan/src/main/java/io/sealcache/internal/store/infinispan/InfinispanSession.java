package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.Begun;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.UnderWay;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One cache's use of Infinispan, until it is closed. Thread-safe. */
interface InfinispanSession {
  /**
   * Makes one call.
   *
   * @throws IllegalStateException if this is closed, or was during the call
   * @throws javax.cache.CacheException if Infinispan failed
   */
  <T extends @Nullable Object> T call(Supplier<T> call);

  /** As above, of a call that answers nothing. */
  default void run(Runnable call) {
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
  default <T extends @Nullable Object> Begun<T> begin(Supplier<CompletionStage<T>> beginning) {
    return UnderWay.of(call(beginning));
  }

  void close();

  boolean isClosed();

  /** As {@link StorePort#describe}. */
  String describe();
}
