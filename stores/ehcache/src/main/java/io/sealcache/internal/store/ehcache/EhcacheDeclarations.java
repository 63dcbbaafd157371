package io.sealcache.internal.store.ehcache;

import static io.sealcache.internal.store.ehcache.EhcacheCacheConfiguration.refusal;
import static org.ehcache.jsr107.config.ConfigurationElementState.UNSPECIFIED;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.store.StoreDeclarations;
import io.sealcache.internal.store.StoreDeclarations.OfCache;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.ehcache.config.CacheConfiguration;
import org.ehcache.config.Configuration;
import org.ehcache.config.FluentConfigurationBuilder;
import org.ehcache.config.ResourcePools;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.core.spi.service.ServiceUtils;
import org.ehcache.expiry.ExpiryPolicy;
import org.ehcache.impl.config.event.CacheEventDispatcherFactoryConfiguration;
import org.ehcache.impl.config.executor.PooledExecutionServiceConfiguration;
import org.ehcache.impl.config.loaderwriter.writebehind.WriteBehindProviderConfiguration;
import org.ehcache.impl.config.persistence.CacheManagerPersistenceConfiguration;
import org.ehcache.impl.config.store.disk.OffHeapDiskStoreProviderConfiguration;
import org.ehcache.impl.config.store.heap.DefaultSizeOfEngineProviderConfiguration;
import org.ehcache.jsr107.config.ConfigurationElementState;
import org.ehcache.jsr107.config.Jsr107CacheConfiguration;
import org.ehcache.jsr107.config.Jsr107Configuration;
import org.ehcache.spi.service.ServiceCreationConfiguration;
import org.ehcache.xml.XmlConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The caches of an Ehcache file, as Ehcache itself understands it. Immutable.
 *
 * @param shown names the file in an error
 * @param file without types
 * @param types as {@link EhcacheTypes#takenFrom} has them
 */
record EhcacheDeclarations(String shown, XmlConfiguration file, Map<String, EhcacheTypes> types) {
  /** They see no entry. */
  @SuppressWarnings("deprecation") // as long as applications may have it
  private static final Set<Class<?>> SERVICES =
      Set.of(
          CacheEventDispatcherFactoryConfiguration.class,
          CacheManagerPersistenceConfiguration.class,
          DefaultSizeOfEngineProviderConfiguration.class,
          Jsr107Configuration.class,
          OffHeapDiskStoreProviderConfiguration.class,
          PooledExecutionServiceConfiguration.class,
          WriteBehindProviderConfiguration.class);

  private static final Jsr107Configuration NO_DEFAULTS =
      new Jsr107Configuration(null, Map.of(), true, UNSPECIFIED, UNSPECIFIED);

  /**
   * The configuration that Ehcache is given: caches of encrypted entries, with expiry and MBeans on
   * our side.
   */
  Configuration stores() {
    FluentConfigurationBuilder<?> stores = file.derive().withoutServices(Jsr107Configuration.class);
    for (var cache : file.getCacheConfigurations().entrySet()) {
      CacheConfiguration<?, ?> declared = cache.getValue();
      boolean eternal = declared.getExpiryPolicy() == ExpiryPolicy.NO_EXPIRY;
      stores = stores.withCache(cache.getKey(), EhcacheCacheConfiguration.of(declared, eternal));
    }
    return stores.build();
  }

  /** The template for caches that user code creates. */
  CacheConfiguration<?, ?> template(String cacheName) {
    String otherwise = defaults().getDefaultTemplate();
    return builder(defaults().getTemplates().getOrDefault(cacheName, otherwise)).build();
  }

  private Jsr107Configuration defaults() {
    Jsr107Configuration said =
        ServiceUtils.findSingletonAmongst(
            Jsr107Configuration.class, file.getServiceCreationConfigurations());
    return said == null ? NO_DEFAULTS : said;
  }

  // As Ehcache does, which bounds nothing where no resources are said.
  private CacheConfigurationBuilder<String, SealedBytes> builder(@Nullable String template) {
    ResourcePools unbounded = ResourcePoolsBuilder.heap(Long.MAX_VALUE).build();
    CacheConfigurationBuilder<String, SealedBytes> builder = null;
    try {
      try {
        builder =
            file.newCacheConfigurationBuilderFromTemplate(
                template, String.class, SealedBytes.class);
      } catch (IllegalStateException e) {
        builder =
            file.newCacheConfigurationBuilderFromTemplate(
                template, String.class, SealedBytes.class, unbounded);
      }
    } catch (ReflectiveOperationException e) {
      throw new CacheException("Ehcache can't use its template '" + template + "'", e);
    }
    return builder != null
        ? builder
        : CacheConfigurationBuilder.newCacheConfigurationBuilder(
            String.class, SealedBytes.class, unbounded);
  }

  /**
   * All of it, in terms of user code.
   *
   * @throws CacheException if something in it could be given encrypted entries
   */
  StoreDeclarations read() {
    for (ServiceCreationConfiguration<?, ?> service : file.getServiceCreationConfigurations()) {
      if (!SERVICES.contains(service.getClass())) {
        throw refusal(shown, "a " + service.getClass().getSimpleName(), "remove it");
      }
    }
    Map<String, OfCache> caches = new HashMap<>();
    file.getCacheConfigurations()
        .forEach((name, cache) -> caches.put(name, said("cache " + name, cache, true)));
    Map<String, OfCache> byCache = new HashMap<>();
    defaults().getTemplates().forEach((cache, template) -> byCache.put(cache, said(template)));
    return new StoreDeclarations(
        Map.copyOf(caches), Map.copyOf(byCache), said(defaults().getDefaultTemplate()));
  }

  private OfCache said(@Nullable String template) {
    var builder = builder(template);
    return said("cache-template " + template, builder.build(), builder.hasConfiguredExpiry());
  }

  private OfCache said(String place, CacheConfiguration<?, ?> cache, boolean hasExpiry) {
    EhcacheTypes applications = types.getOrDefault(place, EhcacheTypes.ANY);
    EhcacheCacheConfiguration.refuse(shown + ", " + place, cache);
    Jsr107CacheConfiguration own = EhcacheCacheConfiguration.mbeans(cache);
    return new OfCache(
        applications.key(),
        applications.value(),
        hasExpiry ? EhcacheCacheConfiguration.expiry(cache.getExpiryPolicy()) : null,
        first(own.isStatisticsEnabled(), defaults().isEnableStatisticsAll()),
        first(own.isManagementEnabled(), defaults().isEnableManagementAll()));
  }

  private static @Nullable Boolean first(
      ConfigurationElementState own, ConfigurationElementState all) {
    ConfigurationElementState said = own == UNSPECIFIED ? all : own;
    return said == UNSPECIFIED ? null : said.asBoolean();
  }
}
