package io.sealcache.stores;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.IgniteJvm;
import io.sealcache.fixture.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.CacheInterceptorAdapter;
import org.apache.ignite.cache.QueryEntity;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cache.eviction.EvictionFilter;
import org.apache.ignite.cache.eviction.fifo.FifoEvictionPolicy;
import org.apache.ignite.cache.eviction.fifo.FifoEvictionPolicyFactory;
import org.apache.ignite.cache.store.CacheStoreAdapter;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A node of Ignite whose configuration gives caches code, and an application that opens each, on a
 * node of its own in the same cluster; prints what became of it. Needs a JVM of its own, with what
 * Ignite wants opened. Its arguments are a free port and a directory.
 */
final class IgniteDeclaredCaches {
  private static final List<String> NAMES =
      List.of("plain", "stored", "intercepted", "queried", "filtered", "evicting", "placed", "new");

  private IgniteDeclaredCaches() {}

  public static void main(String[] arguments) {
    String address = "127.0.0.1:" + arguments[0];
    System.setProperty("IGNITE_TCP_DISCOVERY_ADDRESSES", address);
    System.setProperty("IGNITE_WORK_DIR", arguments[1]);
    try (Ignite node = Ignition.start(configuration(Integer.parseInt(arguments[0])));
        EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      Properties settings = StoreFixture.settings("org.apache.ignite.cache.CachingProvider");
      CacheManager manager = provider.getCacheManager(null, null, settings);
      NAMES.forEach(name -> System.out.println(name + ": " + outcome(manager, node, name)));
    }
    System.exit(0); // whatever threads Ignite left
  }

  private static String outcome(CacheManager manager, Ignite node, String name) {
    try {
      Cache<String, String> cache = manager.createCache(name, new MutableConfiguration<>());
      cache.put("key", "value");
      return cache.get("key") + ", stored by the node as " + stored(node, name);
    } catch (CacheException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String stored(Ignite node, String name) {
    Cache<String, byte[]> cache = node.cache(name);
    byte[] value = cache.iterator().next().getValue();
    String text = new String(value, StandardCharsets.ISO_8859_1);
    return text.contains("value") ? "plaintext" : "ciphertext";
  }

  private static IgniteConfiguration configuration(int port) {
    return IgniteJvm.server(port)
        .setCacheConfiguration(
            cache("plain").setOnheapCacheEnabled(true).setEvictionPolicyFactory(FIFO),
            cache("stored").setCacheStoreFactory(FactoryBuilder.factoryOf(NoStore.class)),
            cache("intercepted").setInterceptor(new CacheInterceptorAdapter<>()),
            cache("queried").setQueryEntities(List.of(new QueryEntity(String.class, byte[].class))),
            cache("filtered")
                .setOnheapCacheEnabled(true)
                .setEvictionPolicyFactory(FIFO)
                .setEvictionFilter(new AnyFilter()),
            cache("evicting")
                .setOnheapCacheEnabled(true)
                .setEvictionPolicyFactory(FactoryBuilder.factoryOf(OwnPolicy.class)),
            cache("placed").setAffinity(new OwnAffinity()));
  }

  private static final FifoEvictionPolicyFactory<String, byte[]> FIFO =
      new FifoEvictionPolicyFactory<>(1000);

  private static CacheConfiguration<String, byte[]> cache(String name) {
    CacheConfiguration<String, byte[]> configuration = new CacheConfiguration<>(name);
    configuration.setTypes(String.class, byte[].class);
    return configuration;
  }

  /** User code that is Ignite's own in all but its class. */
  public static final class OwnPolicy extends FifoEvictionPolicy<String, byte[]> {}

  /** As above. */
  public static final class OwnAffinity extends RendezvousAffinityFunction {
    private static final long serialVersionUID = 1L;
  }

  /** Lets all be evicted. */
  public static final class AnyFilter implements EvictionFilter<String, byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean evictAllowed(Cache.Entry<String, byte[]> entry) {
      return true;
    }
  }

  /** Keeps nothing. */
  public static final class NoStore extends CacheStoreAdapter<String, byte[]> {
    @Override
    public byte @Nullable [] load(String key) {
      return null;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends byte[]> entry) {}

    @Override
    public void delete(Object key) {}
  }
}
