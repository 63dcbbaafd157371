package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Synchronous listeners over a store that reports on threads of its own: a call's own events are
 * waited for and handed over on the caller's thread, before the call returns. The store is told
 * that all listeners are asynchronous; Redisson else publishes no event of half the operations, and
 * waits without end for those it can't decode. Thread-safe.
 */
final class SynchronousEvents {
  private static final Logger LOGGER = LoggerName.STORE.logger();

  /** How long calls don't wait once an event didn't come, unless events come again. */
  private static final long SILENCE = TimeUnit.MINUTES.toNanos(1);

  /** How long they don't even then: what comes may be other events. */
  private static final long RECOVERY = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<String> cacheName;
  private final StorePort source;
  private final Set<SynchronousListener> registered = ConcurrentHashMap.newKeySet();

  // Beyond one call: an operation on many entries may be a call for each.
  private volatile long waitsFrom;
  private final AtomicLong warnsFrom = new AtomicLong(System.nanoTime());

  /**
   * @param source registers a listener with the store
   */
  SynchronousEvents(Supplier<String> cacheName, StorePort source) {
    this.cacheName = cacheName;
    this.source = source;
  }

  /** Has events reported from now on, until what it returns is run. */
  Runnable register(StoreListener listener) {
    if (!listener.isSynchronous()) {
      return source.make(new StoreCall.Listen(listener));
    }
    SynchronousListener synchronous = new SynchronousListener(listener, this::heard);
    Runnable ending = source.make(new StoreCall.Listen(synchronous));
    waitsFrom = System.nanoTime();
    registered.add(synchronous);
    return () -> {
      registered.remove(synchronous);
      ending.run();
    };
  }

  /** Whether a synchronous listener is told of removals. */
  boolean isRemovalAwaited() {
    return registered.stream().anyMatch(each -> each.hears(EventType.REMOVED));
  }

  /**
   * Begins a change of one entry, as below.
   *
   * @param value null: it isn't known, and its event is not waited for
   */
  PendingCall<Boolean> begin(
      boolean removal,
      StoredKey key,
      @Nullable SealedBytes value,
      Supplier<PendingCall<Boolean>> beginning) {
    return begin(removal, value == null ? Map.of() : Map.of(key, value), beginning);
  }

  /**
   * Begins changes; where a synchronous listener is registered, makes them. If the call answers
   * that it made them, hands their events to the listeners before it returns. An event that the
   * store delays by more than {@link SynchronousListener#PATIENCE} is handed over when it comes,
   * and no other is waited for until events come again.
   *
   * @param removal whether the values are removed, not written
   * @throws javax.cache.event.CacheEntryListenerException if a listener fails
   */
  PendingCall<Boolean> begin(
      boolean removal,
      Map<StoredKey, SealedBytes> values,
      Supplier<PendingCall<Boolean>> beginning) {
    if (registered.isEmpty()) {
      return beginning.get();
    }
    List<SynchronousListener.Expectation> awaited = new ArrayList<>();
    for (SynchronousListener listener : registered) {
      if (listener.hears(removal ? EventType.REMOVED : EventType.UPDATED)) {
        values.forEach(
            (key, value) -> awaited.add(listener.await(new Change(removal, key, value))));
      }
    }
    boolean changed = false;
    try {
      changed = beginning.get().answer();
    } finally {
      settle(awaited, changed);
    }
    return PendingCall.answered(changed);
  }

  // One that doesn't come is followed by none that do: the others are not waited for.
  private void settle(List<SynchronousListener.Expectation> awaited, boolean changed) {
    AtomicBoolean waiting = new AtomicBoolean(changed && System.nanoTime() - waitsFrom >= 0);
    try {
      EachInTurn.run(
          awaited,
          each -> {
            if (waiting.get() && !each.arrives()) {
              waiting.set(false);
              missed();
            }
            each.end(changed); // each must be, and soon: others may change the entry again
          });
    } catch (CacheEntryListenerException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new CacheEntryListenerException("A cache entry listener failed", e);
    }
  }

  private void missed() {
    long now = System.nanoTime();
    waitsFrom = now + SILENCE;
    long warns = warnsFrom.get();
    if (now - warns >= 0 && warnsFrom.compareAndSet(warns, now + SILENCE)) {
      LOGGER.log(
          Level.WARNING,
          "Cache ''{0}'': the store did not report a change within {1} ms; its synchronous"
              + " listeners are told when it does. Until events come again, or for a minute, no"
              + " change waits for them. Check the connection that the store publishes events on.",
          cacheName.get(),
          SynchronousListener.PATIENCE.toMillis());
    }
  }

  /** Has calls wait again soon: the store reports events. */
  private void heard() {
    long soon = System.nanoTime() + RECOVERY;
    if (waitsFrom - soon > 0) {
      waitsFrom = soon;
    }
  }
}
