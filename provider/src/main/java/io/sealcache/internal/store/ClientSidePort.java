package io.sealcache.internal.store;

import io.sealcache.core.StoredKey;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The port to a store that asks the expiry policy elsewhere than on the caller's thread, and tells
 * listeners on threads of its own: calls about entries are made in the store's own way. A call that
 * changes entries returns once the synchronous listeners were told. Thread-safe.
 */
public final class ClientSidePort implements StorePort {
  private final EntryCalls entries;
  private final SynchronousEvents events;
  private final StoreCache cache;

  /**
   * @param entries awaits the events of what it changes
   */
  public ClientSidePort(EntryCalls entries, SynchronousEvents events, StoreCache cache) {
    this.entries = entries;
    this.events = events;
    this.cache = cache;
  }

  /** Calls by which a policy is asked here, and events are awaited. */
  public static <S> ClientSidePort of(
      StoreEntries<S> entries, boolean blindly, SynchronousEvents events, StoreCache cache) {
    return new ClientSidePort(new ClientSideExpiry<>(entries, blindly, events), events, cache);
  }

  @Override
  @SuppressWarnings("unchecked") // each call has the type of its answer
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    if (call instanceof StoreCall.Listen listen) {
      return PendingCall.answered((T) (Object) events.make(listen));
    } else if (call instanceof StoreCall.OfCache<?> whole) {
      boolean isDone =
          call instanceof StoreCall.RemoveEverything
              && events.isRemovalAwaited()
              && removeOneByOne();
      return PendingCall.answered((T) (isDone ? true : cache.answer(whole)));
    }
    return entries.begin(call);
  }

  /** False where there is something else, of which nobody is told. */
  private boolean removeOneByOne() {
    boolean areAll = true;
    Iterator<@Nullable StoredKey> keys = cache.keys();
    while (keys.hasNext()) {
      StoredKey key = keys.next();
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
