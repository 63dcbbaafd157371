package io.sealcache.internal.store;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;

/**
 * Synchronous listeners over a store that reports on threads of its own: a call's own events are
 * waited for and handed over on the caller's thread, before the call returns. The store is told
 * that all listeners are asynchronous; Redisson else publishes no event of half the operations, and
 * waits without end for those it can't decode. Thread-safe.
 */
public final class SynchronousEvents {
  private static final Logger LOGGER = LoggerName.STORE.logger();

  private final String cacheName;
  private final Function<StoreListener, Runnable> source;
  private final Set<SynchronousListener> registered = ConcurrentHashMap.newKeySet();

  /**
   * @param source registers a listener with the store, and gives what ends that
   */
  public SynchronousEvents(String cacheName, Function<StoreListener, Runnable> source) {
    this.cacheName = cacheName;
    this.source = source;
  }

  /** Has events reported from now on, until what it returns is run. */
  Runnable register(StoreListener listener) {
    if (!listener.isSynchronous()) {
      return source.apply(listener);
    }
    SynchronousListener synchronous = new SynchronousListener(listener);
    Runnable ending = source.apply(synchronous);
    registered.add(synchronous);
    return () -> {
      registered.remove(synchronous);
      ending.run();
    };
  }

  /** Whether a synchronous listener is told of removals. */
  public boolean isRemovalAwaited() {
    return registered.stream().anyMatch(each -> each.hears(EventType.REMOVED));
  }

  /**
   * Begins changes; where a synchronous listener is registered, makes them. If the call answers
   * that it made {@code changes}, hands the events of these to the listeners before it returns. An
   * event that the store delays by more than {@link SynchronousListener#PATIENCE} is handed over
   * when it comes.
   *
   * @throws javax.cache.event.CacheEntryListenerException if a listener fails
   */
  public PendingCall<Boolean> begin(
      List<Change> changes, Supplier<PendingCall<Boolean>> beginning) {
    if (registered.isEmpty()) {
      return beginning.get();
    }
    List<SynchronousListener.Expectation> awaited = await(changes);
    boolean changed = false;
    try {
      changed = beginning.get().answer();
    } finally {
      settle(awaited, changed);
    }
    return PendingCall.answered(changed);
  }

  private List<SynchronousListener.Expectation> await(List<Change> changes) {
    List<SynchronousListener.Expectation> awaited = new ArrayList<>();
    for (SynchronousListener listener : registered) {
      changes.stream().filter(listener::hears).map(listener::await).forEach(awaited::add);
    }
    return awaited;
  }

  // One that doesn't come is followed by none that do: the others are not waited for.
  private void settle(List<SynchronousListener.Expectation> awaited, boolean changed) {
    AtomicBoolean waiting = new AtomicBoolean(changed);
    try {
      EachInTurn.run(
          awaited,
          each -> {
            if (waiting.get() && !each.arrives()) {
              waiting.set(false);
              warnOfDelay();
            }
            each.end(changed); // each must be, and soon: others may change the entry again
          });
    } catch (CacheEntryListenerException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new CacheEntryListenerException("A cache entry listener failed", e);
    }
  }

  private void warnOfDelay() {
    LOGGER.log(
        Level.WARNING,
        "Cache ''{0}'': the store did not report a change within {1} ms; its synchronous listeners"
            + " are told when it does. Check the connection that the store publishes events on.",
        cacheName,
        SynchronousListener.PATIENCE.toMillis());
  }
}
