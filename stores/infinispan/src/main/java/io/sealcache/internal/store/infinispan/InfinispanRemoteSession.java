package io.sealcache.internal.store.infinispan;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.infinispan.client.hotrod.exceptions.HotRodClientException;
import org.jspecify.annotations.Nullable;

/** With a cache on an Infinispan server. */
final class InfinispanRemoteSession implements InfinispanSession {
  private final Runnable disconnect;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param disconnect run once, when this is closed
   */
  InfinispanRemoteSession(Runnable disconnect) {
    this.disconnect = disconnect;
  }

  @Override
  public <T extends @Nullable Object> T call(Supplier<T> call) {
    if (closed.get()) {
      throw new IllegalStateException("The store is closed");
    }
    try {
      return call.get();
    } catch (HotRodClientException e) {
      throw new CacheException("The Infinispan server, or the way to it, failed", e);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      disconnect.run();
    }
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  @Override
  public String describe() {
    return "Infinispan's Hot Rod client";
  }
}
