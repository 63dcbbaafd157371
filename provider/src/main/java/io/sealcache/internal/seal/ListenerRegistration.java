package io.sealcache.internal.seal;

import io.sealcache.internal.store.StoreCalls;
import javax.cache.configuration.CacheEntryListenerConfiguration;

/** One of the application's listeners at work; closing it ends that. Thread-safe. */
public final class ListenerRegistration implements AutoCloseable {
  private final StoreCalls calls;
  private final CacheEntryListenerConfiguration<String, Object> registered;
  private final ListenerBridge<?, ?> bridge;

  ListenerRegistration(
      StoreCalls calls,
      CacheEntryListenerConfiguration<String, Object> registered,
      ListenerBridge<?, ?> bridge) {
    this.calls = calls;
    this.registered = registered;
    this.bridge = bridge;
  }

  /** Hands on no event any more; so the time in which listeners may end begins for all of them. */
  public void shut() {
    bridge.shut();
  }

  /**
   * Ends the reports, and closes the application's listener and filter where they are {@link
   * java.io.Closeable}.
   *
   * @throws javax.cache.CacheException if one of them fails to close
   */
  @Override
  public void close() {
    try {
      if (!calls.isClosed()) {
        calls.deregisterListener(registered);
      }
    } finally {
      bridge.close();
    }
  }
}
