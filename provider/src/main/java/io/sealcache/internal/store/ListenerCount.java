package io.sealcache.internal.store;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Knows whether a synchronous listener is registered, which a store waits for in the calls that
 * return when all is done, but not in those that are only begun. Thread-safe.
 */
public final class ListenerCount implements ListenerRegistry {
  private final ListenerRegistry listeners;
  private final Set<StoreListener> synchronous = ConcurrentHashMap.newKeySet();

  public ListenerCount(ListenerRegistry listeners) {
    this.listeners = listeners;
  }

  @Override
  public void register(StoreListener listener) {
    if (listener.isSynchronous()) {
      synchronous.add(listener); // before: no event of a call that is under way is missed
    }
    try {
      listeners.register(listener);
    } catch (Throwable e) {
      synchronous.remove(listener);
      throw e;
    }
  }

  @Override
  public void deregister(StoreListener listener) {
    try {
      listeners.deregister(listener);
    } finally {
      synchronous.remove(listener); // who deregisters tells it of nothing any more
    }
  }

  /** Whether changes return only once a listener was told. */
  public boolean isAwaited() {
    return !synchronous.isEmpty();
  }

  /**
   * Begins a change, or makes it where a listener has to be waited for.
   *
   * @return what waits for the answer
   */
  public BooleanSupplier begin(
      Supplier<CompletionStage<Boolean>> beginning, BooleanSupplier making) {
    if (!isAwaited()) {
      CompletionStage<Boolean> begun = beginning.get();
      return UnderWay.of(begun)::answer;
    }
    boolean done = making.getAsBoolean();
    return () -> done;
  }
}
