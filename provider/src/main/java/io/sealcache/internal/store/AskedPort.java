package io.sealcache.internal.store;

import io.sealcache.core.StoredKey;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The port to a store that asks the expiry policy elsewhere than on the caller's thread, and tells
 * listeners on threads of its own: calls about entries are made in the store's own way. A call that
 * changes entries returns once the synchronous listeners were told. Thread-safe.
 */
public final class AskedPort implements StorePort {
  private final EntryCalls entries;
  private final SynchronousEvents events;
  private final StoreCache cache;

  /**
   * @param entries awaits the events of what it changes
   */
  public AskedPort(EntryCalls entries, SynchronousEvents events, StoreCache cache) {
    this.entries = entries;
    this.events = events;
    this.cache = cache;
  }

  /** Calls by which a policy is asked here, over entries whose events are awaited. */
  public static <S> AskedPort of(
      StoreEntries<S> entries, boolean blindly, SynchronousEvents events, StoreCache cache) {
    return new AskedPort(
        new ClientSideExpiry<>(new HeardEntries<>(entries, events), blindly), events, cache);
  }

  @Override
  public <T extends @Nullable Object> Begun<T> begin(StoreCall<T> call) {
    return entries.begin(call);
  }

  @Override
  public boolean makesTogether() {
    return true;
  }

  @Override
  public void removeAll() {
    if (!events.isRemovalAwaited() || removeOneByOne()) {
      cache.removeAll();
    }
  }

  /** Whether there is something else, of which nobody is told. */
  private boolean removeOneByOne() {
    boolean others = false;
    Iterator<@Nullable StoredKey> keys = keys();
    while (keys.hasNext()) {
      StoredKey key = keys.next();
      if (key == null) {
        others = true;
      } else {
        make(new StoreCall.Remove(key, null));
      }
    }
    return others;
  }

  @Override
  public void clear() {
    cache.clear();
  }

  @Override
  public Iterator<ListedEntry> iterator() {
    return cache.iterator();
  }

  @Override
  public Iterator<@Nullable StoredKey> keys() {
    return cache.keys();
  }

  @Override
  public void registerListener(StoreListener listener) {
    events.register(listener);
  }

  @Override
  public void deregisterListener(StoreListener listener) {
    events.deregister(listener);
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
