package io.sealcache.internal.store;

import io.sealcache.core.StoredKey;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The port to a store that is told expiry as durations: the policy is asked here. A call that
 * changes entries returns once the listeners were told that are to be told before. Thread-safe.
 */
public final class ClientSidePort implements StorePort {
  private final ClientSideExpiry<?> entries;
  private final SynchronousEvents events;
  private final StoreCache cache;

  /**
   * @param blindly whether the policy's answers never change, and the store takes those to both of
   *     a write's questions at once
   * @param patience how long a write may try against others that write the same entry
   */
  public ClientSidePort(
      StoreEntries<?> entries,
      boolean blindly,
      Duration patience,
      SynchronousEvents events,
      StoreCache cache) {
    this.entries = new ClientSideExpiry<>(entries, blindly, patience, events);
    this.events = events;
    this.cache = cache;
  }

  @Override
  @SuppressWarnings("unchecked") // each call has the type of its answer
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    if (call instanceof StoreCall.Listen listen) {
      return PendingCall.answered((T) events.register(listen.listener()));
    } else if (call instanceof StoreCall.OfCache<?> whole) {
      boolean isDone =
          call instanceof StoreCall.RemoveEverything
              && events.isRemovalAwaited()
              && removeOneByOne();
      return PendingCall.answered((T) (isDone ? true : cache.answer(whole)));
    }
    return (PendingCall<T>) entries.begin(call);
  }

  /** False where there is something else, of which nobody is told. */
  private boolean removeOneByOne() {
    boolean areAll = true;
    Iterator<ListedEntry> entries = cache.iterator(false);
    while (entries.hasNext()) {
      StoredKey key = entries.next().key();
      if (key == null) {
        areAll = false;
      } else {
        make(new StoreCall.Remove(key, null));
      }
    }
    return areAll;
  }

  @Override
  public void close() {
    cache.close();
  }

  @Override
  public boolean isClosed() {
    return cache.isClosed();
  }

  @Override
  public String describe() {
    return cache.describe();
  }
}
