package io.sealcache.attacks;

import static java.util.Objects.requireNonNull;

import com.hazelcast.core.HazelcastInstance;
import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.internal.store.hazelcast.HazelcastAdapter;
import io.sealcache.internal.store.infinispan.InfinispanAdapter;
import io.sealcache.internal.store.redisson.FakeRedisson;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;

/**
 * SealCache over a store that has calls of its own, and calls that are under way together; each
 * cache of it is run by an {@link Opponent}.
 */
final class LyingStoreManager implements AutoCloseable {
  enum Store {
    /** Redisson's ways, in this JVM. */
    REDISSON,
    HAZELCAST_MEMBER,
    INFINISPAN
  }

  private final Store store;
  private final Map<String, Opponent> opponents = new ConcurrentHashMap<>();
  private final List<Runnable> opened = new ArrayList<>();
  private final EncryptedCacheManager manager;

  LyingStoreManager(Store store) {
    this.store = store;
    ClassLoader loader = requireNonNull(LyingStoreManager.class.getClassLoader());
    Properties properties = StoreFixture.settings(RICachingProvider.class.getName());
    this.manager =
        Inside.manager(URI.create("lying:" + UUID.randomUUID()), loader, properties, wrapped());
  }

  private WrappedManager wrapped() {
    return switch (store) {
      case REDISSON -> open(new Fakes(), new RICachingProvider());
      case HAZELCAST_MEMBER -> {
        HazelcastInstance member = requireNonNull(StoreFixture.member(TestStore.HAZELCAST_MEMBER));
        opened.add(member::shutdown);
        yield open(
            new HazelcastAdapter(),
            provider(
                (uri, loader, properties) ->
                    new LyingHazelcastManager(member, uri, loader, properties, this::opponent)));
      }
      case INFINISPAN -> {
        CachingProvider infinispan = new org.infinispan.jcache.embedded.JCachingProvider();
        opened.add(infinispan::close);
        yield open(
            new InfinispanAdapter(),
            provider(
                infinispan,
                (uri, loader, properties) ->
                    LyingCachingProvider.manager(
                        infinispan.getCacheManager(uri, loader, properties),
                        cache -> opponent(cache.getName()).cache(cache))));
      }
    };
  }

  private static WrappedManager open(StoreAdapter adapter, CachingProvider provider) {
    return new WrappedManager(adapter, adapter.open(provider, null, null, new Properties()));
  }

  private interface Opening {
    CacheManager open(
        @Nullable URI uri, @Nullable ClassLoader loader, @Nullable Properties properties);
  }

  private static CachingProvider provider(Opening opening) {
    return provider(new RICachingProvider(), opening);
  }

  private static CachingProvider provider(CachingProvider others, Opening opening) {
    return (CachingProvider)
        Proxy.newProxyInstance(
            LyingStoreManager.class.getClassLoader(),
            new Class<?>[] {CachingProvider.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getCacheManager")) {
                return opening.open(
                    (URI) arguments[0], (ClassLoader) arguments[1], (Properties) arguments[2]);
              }
              try {
                return method.invoke(others, arguments);
              } catch (InvocationTargetException e) {
                throw requireNonNull(e.getCause());
              }
            });
  }

  /** Caches that are fakes of Redisson's, one each. */
  private final class Fakes implements StoreAdapter {
    @Override
    public StoreKind kind() {
      return new StoreKind(ValueCarrier.BYTES, true);
    }

    @Override
    public @Nullable StorePort openDescriptors(CacheManager stores) {
      return null;
    }

    @Override
    public StorePort createCache(
        CacheManager stores,
        String name,
        CacheExpiry expiry,
        @Nullable Configuration<?, ?> ofStore) {
      FakeRedisson redisson = new FakeRedisson();
      opened.add(redisson::close);
      return FakeRedisson.calls(opponent(name).cache(redisson.cache()), expiry);
    }
  }

  // Redisson reads all as bytes, by the codec that SealCache sets.
  private static Opponent opponent(Store store) {
    return store == Store.REDISSON
        ? new Opponent(List.of(new byte[] {1, 2, 3}, new byte[0]))
        : new Opponent();
  }

  /** The opponent who runs a cache. */
  Opponent opponent(String cacheName) {
    return opponents.computeIfAbsent(cacheName, name -> opponent(store));
  }

  <K, V> EncryptedCache<K, V> create(String name, EncryptedConfiguration<K, V> configuration) {
    return (EncryptedCache<K, V>) manager.createCache(name, configuration);
  }

  @Override
  public void close() {
    manager.close();
    opened.forEach(Runnable::run);
  }
}
