package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreDeclarations;
import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.spi.CachingProvider;
import org.infinispan.AdvancedCache;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.jcache.embedded.JCacheManager;
import org.jspecify.annotations.Nullable;

/**
 * Opens Infinispan with the configuration that a URI and properties name, read by Infinispan itself
 * as it reads it by itself, and taken over before anything starts.
 */
final class InfinispanOpening {
  private static final String HOLDER = ConfigurationBuilderHolder.class.getName();
  private static final String GLOBAL = GlobalConfigurationBuilder.class.getName();
  private static final String OBJECT = Object.class.getName();

  private final CachingProvider provider;
  private final URI uri;
  private final ClassLoader classLoader;
  private final InfinispanTakeover takeover;

  InfinispanOpening(
      CachingProvider provider, @Nullable URI uri, @Nullable ClassLoader classLoader) {
    this.provider = provider;
    this.uri = uri == null ? provider.getDefaultURI() : uri;
    this.classLoader = classLoader == null ? provider.getDefaultClassLoader() : classLoader;
    this.takeover =
        new InfinispanTakeover(
            "Infinispan's configuration " + PrintableUri.of(this.uri.toString()));
  }

  StoreAdapter.Opened open(@Nullable Properties properties) {
    Properties ours = new Properties();
    if (properties != null) {
      ours.putAll(properties);
    }
    ConfigurationBuilderHolder declared = holder(ours);
    ours.put(HOLDER, declared);
    ours.put(JCacheManager.GLOBAL_CONFIGURATION_CONSUMER, afterParsing(ours, declared));
    ours.computeIfPresent(
        JCacheManager.CACHE_CONFIGURATION_FUNCTION, (name, function) -> takenOver(function));
    CacheManager manager = provider.getCacheManager(uri, classLoader, ours);
    return new StoreAdapter.Opened(
        manager, new StoreDeclarations(declaredCaches(manager), Map.of(), null));
  }

  // As Infinispan chooses it.
  private ConfigurationBuilderHolder holder(Properties properties) {
    if (properties.get(HOLDER) instanceof ConfigurationBuilderHolder applications) {
      return applications;
    }
    return properties.get(GLOBAL) instanceof GlobalConfigurationBuilder applications
        ? new ConfigurationBuilderHolder(classLoader, applications)
        : new ConfigurationBuilderHolder(classLoader);
  }

  // Infinispan calls this once it has read the file, and starts after that.
  @SuppressWarnings("unchecked") // what Infinispan documents for this property
  private Consumer<GlobalConfigurationBuilder> afterParsing(
      Properties properties, ConfigurationBuilderHolder declared) {
    Object applications = properties.get(JCacheManager.GLOBAL_CONFIGURATION_CONSUMER);
    return global -> {
      if (applications != null) {
        ((Consumer<GlobalConfigurationBuilder>) applications).accept(global);
      }
      takeover.apply(declared);
    };
  }

  @SuppressWarnings("unchecked") // what Infinispan documents for this property
  private Function<String, @Nullable Configuration> takenOver(Object function) {
    return name -> {
      Configuration applications =
          ((Function<String, @Nullable Configuration>) function).apply(name);
      if (applications == null) {
        return null;
      }
      ConfigurationBuilder builder = new ConfigurationBuilder().read(applications);
      takeover.apply(name, builder);
      return builder.build();
    };
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
