package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreDeclarations;
import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.spi.CachingProvider;
import org.infinispan.AdvancedCache;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.commons.marshall.JavaSerializationMarshaller;
import org.infinispan.commons.marshall.Marshaller;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.ContentTypeConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.jcache.embedded.JCacheManager;
import org.jspecify.annotations.Nullable;

/**
 * Opens Infinispan with the configuration that a URI names, read by Infinispan itself. Before
 * anything starts, what it declares is made into caches of encrypted entries: what can be retyped
 * is, and what would run on encrypted entries inside Infinispan is refused.
 *
 * @param where names the configuration in an error
 */
record InfinispanOpening(String where) {
  private static final String HOLDER = ConfigurationBuilderHolder.class.getName();
  private static final String OBJECT = Object.class.getName();

  /** Properties of Infinispan's that hold objects, by which caches come that no file declares. */
  private static final List<String> OBJECTS =
      List.of(
          HOLDER,
          GlobalConfigurationBuilder.class.getName(),
          JCacheManager.GLOBAL_CONFIGURATION_CONSUMER,
          JCacheManager.CACHE_CONFIGURATION_FUNCTION);

  // The content of these comes from the cache; others may map entries to data of their own.
  private static final Set<String> STORES =
      Set.of(
          "org.infinispan.persistence.file.SingleFileStoreConfiguration",
          "org.infinispan.persistence.sifs.configuration.SoftIndexFileStoreConfiguration",
          "org.infinispan.persistence.rocksdb.configuration.RocksDBStoreConfiguration");

  /**
   * Opens it.
   *
   * @throws CacheException also if something can't work on encrypted entries
   */
  static StoreAdapter.Opened open(
      CachingProvider provider, URI uri, ClassLoader classLoader, Properties properties) {
    refuseObjects(properties);
    InfinispanOpening opening =
        new InfinispanOpening("Infinispan's configuration " + PrintableUri.of(uri.toString()));
    ConfigurationBuilderHolder declared = new ConfigurationBuilderHolder(classLoader);
    // Infinispan calls this once it has read the file, and starts after that.
    Consumer<GlobalConfigurationBuilder> afterParsing = global -> opening.takeOver(declared);
    Properties ours = new Properties();
    ours.putAll(properties);
    ours.put(HOLDER, declared);
    ours.put(JCacheManager.GLOBAL_CONFIGURATION_CONSUMER, afterParsing);
    CacheManager manager = provider.getCacheManager(uri, classLoader, ours);
    return new StoreAdapter.Opened(
        manager, new StoreDeclarations(declaredCaches(manager), Map.of(), null));
  }

  private static void refuseObjects(Properties properties) {
    for (String property : OBJECTS) {
      if (properties.containsKey(property)) {
        throw new CacheException(
            ("Property '%s' configures Infinispan by an object, of which SealCache can't tell what it"
                    + " would do with encrypted entries: write a file, and name it by the manager's"
                    + " URI or sealcache.store.uri")
                .formatted(property));
      }
    }
  }

  private void takeOver(ConfigurationBuilderHolder declared) {
    Marshaller marshaller =
        declared.getGlobalConfigurationBuilder().serialization().create().marshaller();
    if (isUsers(marshaller)) {
      throw refusal("'serialization' names a marshaller", "the cache-container");
    }
    if (marshaller instanceof JavaSerializationMarshaller) {
      throw new CacheException(
          where
              + ": 'serialization' names JavaSerializationMarshaller, by which other nodes and files"
              + " choose classes that are made here; remove it: entries are text, and need none");
    }
    declared.getNamedConfigurationBuilders().forEach(this::takeOver);
  }

  // A cache or a template.
  private void takeOver(String name, ConfigurationBuilder builder) {
    String unsupported = unsupported(builder.build(false));
    if (unsupported != null) {
      throw refusal(unsupported, "cache '" + name + "'");
    }
    retype(builder.encoding().key());
    retype(builder.encoding().value());
  }

  // Stored keys and values are text, whatever the application's are.
  private static void retype(ContentTypeConfigurationBuilder encoding) {
    MediaType type = encoding.mediaType();
    if (type != null && !type.match(MediaType.APPLICATION_OBJECT)) {
      encoding.mediaType(MediaType.APPLICATION_PROTOSTREAM);
    }
  }

  private static @Nullable String unsupported(Configuration cache) {
    var hash = cache.clustering().hash();
    if (cache.indexing().enabled()) {
      return "'indexing'";
    } else if (hash.groups().enabled()) {
      return "'groups'";
    } else if (isUsers(hash.keyPartitioner())) {
      return "'key-partitioner'";
    } else if (isUsers(cache.clustering().partitionHandling().mergePolicy())) {
      return "'partition-handling' with a merge-policy";
    } else if (cache.sites().allBackups().stream().anyMatch(b -> b.failurePolicyClass() != null)) {
      return "'backup' with a failure-policy";
    }
    return cache.persistence().stores().stream()
        .map(store -> store.getClass().getName())
        .filter(store -> !STORES.contains(store))
        .map("'persistence' with a store configured by "::concat)
        .findAny()
        .orElse(null);
  }

  private static boolean isUsers(@Nullable Object object) {
    return object != null && !object.getClass().getName().startsWith("org.infinispan.");
  }

  private CacheException refusal(String what, String place) {
    return new CacheException(
        ("%s: %s for %s would be handed encrypted entries inside Infinispan, where it can't work;"
                + " remove it")
            .formatted(where, what, place));
  }

  private static Map<String, StoreDeclarations.OfCache> declaredCaches(CacheManager manager) {
    Map<String, StoreDeclarations.OfCache> declared = new HashMap<>();
    for (String name : manager.getCacheNames()) {
      Cache<Object, Object> cache = manager.getCache(name);
      if (cache != null) {
        declared.put(
            name, new StoreDeclarations.OfCache(OBJECT, OBJECT, expiry(cache), null, null));
      }
    }
    return Map.copyOf(declared);
  }

  // By itself, JCache's default policy is bounded by the cache's lifespan and idle time.
  private static @Nullable ExpiryPolicy expiry(Cache<Object, Object> cache) {
    AdvancedCache<?, ?> infinispan = cache.unwrap(AdvancedCache.class);
    long longest =
        InfinispanLifespans.of(infinispan.getCacheConfiguration().expiration(), true).longest();
    return longest < 0
        ? null
        : new CreatedExpiryPolicy(new Duration(TimeUnit.MILLISECONDS, longest));
  }
}
