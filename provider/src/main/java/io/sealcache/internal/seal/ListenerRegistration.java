package io.sealcache.internal.seal;

import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;

/** One of the registered listeners at work; closing it ends that. Thread-safe. */
public final class ListenerRegistration implements AutoCloseable {
  private final StorePort calls;
  private final ListenerBridge<?, ?> bridge;

  ListenerRegistration(StorePort calls, ListenerBridge<?, ?> bridge) {
    this.calls = calls;
    this.bridge = bridge;
  }

  /** Hands on no event any more; so the time in which listeners may end begins for all of them. */
  public void shut() {
    bridge.shut();
  }

  /**
   * Ends the reports, and closes the listener and filter where they are {@link java.io.Closeable}.
   *
   * @throws javax.cache.CacheException if one of them fails to close
   */
  @Override
  public void close() {
    try {
      if (!calls.isClosed()) {
        calls.make(new StoreCall.Listen(bridge, false));
      }
    } finally {
      bridge.close();
    }
  }
}
