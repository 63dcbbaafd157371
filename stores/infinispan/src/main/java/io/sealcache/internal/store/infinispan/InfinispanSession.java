package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.StoreCalls;
import java.util.function.BooleanSupplier;
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

  /**
   * Begins a call that is under way until its answer was given, which the same thread has to ask
   * for, once.
   *
   * @throws IllegalStateException as {@link #call}; then nothing is under way
   */
  default BooleanSupplier begin(Supplier<BooleanSupplier> beginning) {
    return call(beginning);
  }

  void close();

  boolean isClosed();

  /** As {@link StoreCalls#describe}. */
  String describe();
}
