package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import java.net.URI;
import java.util.Iterator;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.infinispan.AdvancedCache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.manager.EmbeddedCacheManager;
import org.jspecify.annotations.Nullable;

/**
 * For Infinispan in this JVM, alone or in a cluster. There its JCache calls ask the expiry policy
 * on the node that owns the entry, and hear no other node's changes: Infinispan's own calls are
 * used instead.
 */
public final class InfinispanAdapter implements StoreAdapter {
  // It compares values by equals, which two byte[] never are.
  private static final StoreKind KIND = new StoreKind(InfinispanCalls.CARRIER, true);

  @Override
  public StoreKind kind() {
    return KIND;
  }

  // In this JVM a call that is under way when Infinispan's cache stops waits for ever.
  @Override
  public boolean awaitsCalls() {
    return true;
  }

  @Override
  public boolean repeatsCalls(CacheManager manager) {
    return isClustered(manager);
  }

  private static boolean isClustered(CacheManager manager) {
    EmbeddedCacheManager infinispan = manager.unwrap(EmbeddedCacheManager.class);
    return infinispan.getCacheManagerConfiguration().isClustered();
  }

  @Override
  public Opened open(
      CachingProvider provider,
      @Nullable URI uri,
      @Nullable ClassLoader classLoader,
      @Nullable Properties properties) {
    return InfinispanOpening.open(
        provider,
        uri == null ? provider.getDefaultURI() : uri,
        classLoader == null ? provider.getDefaultClassLoader() : classLoader,
        properties == null ? new Properties() : properties);
  }

  // Each node has to know the cache as a clustered one, or would keep descriptors for itself; and
  // other nodes may have no JCache.
  @Override
  public StorePort openDescriptors(CacheManager manager) {
    EmbeddedCacheManager infinispan = manager.unwrap(EmbeddedCacheManager.class);
    ConfigurationBuilder everywhere = new ConfigurationBuilder();
    if (isClustered(manager)) {
      everywhere.clustering().cacheMode(CacheMode.REPL_SYNC);
    }
    if (!infinispan.getCacheNames().contains(DESCRIPTORS)) {
      infinispan.defineConfiguration(DESCRIPTORS, everywhere.build());
    }
    return port(
        infinispan.<String, Object>getCache(DESCRIPTORS).getAdvancedCache(),
        () -> {},
        () -> false,
        CacheExpiry.NEVER);
  }

  @Override
  public StorePort createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      @Nullable Configuration<?, ?> ofStore) {
    Cache<String, Object> closed = manager.getCache(name);
    return calls(closed != null && closed.isClosed() ? closed : create(manager, name), expiry);
  }

  // The policy is asked here, never by Infinispan.
  private static Cache<String, Object> create(CacheManager manager, String name) {
    return KIND.createCache(manager, name, CacheExpiry.NEVER);
  }

  // In a cluster each node has to create what others have; one that is alone has its own only.
  @Override
  public @Nullable Iterator<ListedEntry> walk(CacheManager manager, String name) {
    return manager.getCache(name) == null && !isClustered(manager)
        ? null
        : knownOrCreated(manager, name).list();
  }

  private static StorePort knownOrCreated(CacheManager manager, String name) {
    Cache<String, Object> known = manager.getCache(name);
    return calls(known == null ? create(manager, name) : known, CacheExpiry.NEVER);
  }

  // In a cluster Infinispan forgets the cache on this node alone, and other nodes keep its entries.
  @Override
  public void destroyCache(CacheManager manager, String name, boolean described) {
    if (described && isClustered(manager)) {
      knownOrCreated(manager, name).make(new StoreCall.Clear(false));
    }
    manager.destroyCache(name);
  }

  @Override
  public StorePort openDeclared(CacheManager manager, String name, CacheExpiry expiry) {
    Cache<String, Object> declared = manager.getCache(name);
    if (declared == null) {
      throw new CacheException("Infinispan has lost the cache '" + name + "' that it declared");
    }
    return calls(declared, expiry);
  }

  @SuppressWarnings("unchecked") // each of Infinispan's caches is one
  private static StorePort calls(Cache<String, Object> cache, CacheExpiry expiry) {
    AdvancedCache<String, Object> infinispan = cache.unwrap(AdvancedCache.class);
    if (cache.isClosed()) { // it is kept under its name, where it can't be created again
      infinispan.start();
    }
    return port(infinispan, cache::close, cache::isClosed, expiry);
  }

  private static StorePort port(
      AdvancedCache<String, Object> cache,
      Runnable ending,
      BooleanSupplier stopped,
      CacheExpiry expiry) {
    InfinispanLifespans lifespans =
        InfinispanLifespans.of(cache.getCacheConfiguration().expiration(), expiry.isEternal());
    CacheMode mode = cache.getCacheConfiguration().clustering().cacheMode();
    return InfinispanCache.port(
        new InfinispanEmbeddedCalls(cache, !lifespans.areEternal() && !mode.isDistributed()),
        lifespans,
        expiry.patience(),
        ending,
        stopped);
  }
}
