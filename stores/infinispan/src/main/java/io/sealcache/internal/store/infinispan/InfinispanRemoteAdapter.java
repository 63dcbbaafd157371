package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import java.net.URI;
import java.util.Iterator;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.infinispan.client.hotrod.RemoteCache;
import org.jspecify.annotations.Nullable;

/**
 * For Infinispan's servers. Infinispan's JCache loses an entry's lifespan where a policy says to
 * leave it as it is, and reports accesses as updates: its Hot Rod client is used instead.
 */
public final class InfinispanRemoteAdapter implements StoreAdapter {
  // Of each encoding that a server may have for a cache, each carries strings.
  private static final StoreKind KIND = new StoreKind(InfinispanCalls.CARRIER, true);

  private final InfinispanRemoteConnection connection = new InfinispanRemoteConnection();

  @Override
  public StoreKind kind() {
    return KIND;
  }

  // A call that is under way when the connection closes may wait for its answer.
  @Override
  public boolean awaitsCalls() {
    return true;
  }

  @Override
  public Opened open(
      CachingProvider provider,
      @Nullable URI uri,
      @Nullable ClassLoader classLoader,
      @Nullable Properties properties) {
    return StoreAdapter.super.open(
        provider, uri, classLoader, InfinispanRemoteConnection.plain(properties));
  }

  @Override
  public StorePort createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      @Nullable Configuration<?, ?> ofStore) {
    @Nullable String template = null; // the server's default
    RemoteCache<String, Object> cache =
        connection.call(
            manager.getProperties(),
            server -> server.administration().getOrCreateCache(name, template));
    if (manager.getCache(name) == null) { // asked, its manager knows it from then on
      throw new CacheException("The Infinispan server has lost cache '" + name + "'");
    }
    return calls(cache, expiry);
  }

  private static StorePort calls(RemoteCache<String, Object> cache, CacheExpiry expiry) {
    return InfinispanCache.port(
        new InfinispanRemoteCalls(cache),
        InfinispanLifespans.ofServer(expiry.isEternal()),
        expiry.patience(),
        () -> {},
        () -> false);
  }

  @Override
  public @Nullable Iterator<ListedEntry> walk(CacheManager manager, String name) {
    return connection.call(
        manager.getProperties(),
        server -> {
          RemoteCache<String, Object> cache = server.getCache(name);
          return cache == null ? null : calls(cache, CacheExpiry.NEVER).list();
        });
  }

  // Infinispan destroys no cache that its manager hasn't opened.
  @Override
  public void destroyCache(CacheManager manager, String name, boolean described) {
    if (described) {
      manager.getCache(name);
    }
    manager.destroyCache(name);
  }

  @Override
  public void close() {
    connection.close();
  }
}
