package io.sealcache.internal.store.infinispan;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sealcache.internal.store.StoreListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.client.hotrod.Flag;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a cache on an Infinispan server, which compares the version that was seen. Flags hold
 * for one call of this thread, so they are set anew each time. Thread-safe.
 */
record InfinispanRemoteCalls(RemoteCache<String, Object> cache) implements InfinispanCalls {
  private static final long MILLIS_A_SECOND = 1000;

  @Override
  public RemoteCache<String, Object> answering(boolean previous) {
    return previous ? cache.withFlags(Flag.FORCE_RETURN_VALUE) : cache;
  }

  @Override
  public void clear() {
    cache.withFlags(Flag.SKIP_LISTENER_NOTIFICATION).clear();
  }

  @Override
  public boolean comparesValues() {
    return false;
  }

  @Override
  public CompletableFuture<@Nullable Seen> read(String key) {
    return cache.getWithMetadataAsync(key).thenApply(entry -> entry == null ? null : seen(entry));
  }

  // The protocol tells lifespans in whole seconds, rounded down: nothing outlives its time.
  private static Seen seen(MetadataValue<Object> entry) {
    long lifespan = entry.getLifespan() * MILLIS_A_SECOND;
    return new Seen(entry.getValue(), entry.getCreated(), lifespan, entry.getVersion());
  }

  @Override
  public CompletionStage<Boolean> replace(
      String key, Seen seen, Object value, long lifespan, boolean heard) {
    return (heard ? cache : cache.withFlags(Flag.SKIP_LISTENER_NOTIFICATION))
        .replaceWithVersionAsync(
            key,
            value,
            seen.version(),
            lifespan,
            MILLISECONDS,
            InfinispanLifespans.SERVERS,
            MILLISECONDS);
  }

  @Override
  public CompletionStage<Boolean> remove(String key, Seen seen) {
    return cache.removeWithVersionAsync(key, seen.version());
  }

  @Override
  public Runnable listen(StoreListener listener) {
    Object adapter = new InfinispanRemoteListener(listener);
    cache.addClientListener(adapter);
    return () -> cache.removeClientListener(adapter);
  }
}
