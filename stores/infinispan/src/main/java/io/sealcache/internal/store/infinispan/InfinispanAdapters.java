package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreAdapterFactory;
import org.jspecify.annotations.Nullable;

/** Infinispan's: embedded, and over Hot Rod. */
public final class InfinispanAdapters implements StoreAdapterFactory {
  @Override
  public @Nullable StoreAdapter adapterOf(String provider) {
    return switch (provider) {
      case "org.infinispan.jcache.embedded.JCachingProvider" -> new InfinispanAdapter();
      case "org.infinispan.jcache.remote.JCachingProvider" -> new InfinispanRemoteAdapter();
      default -> null;
    };
  }
}
