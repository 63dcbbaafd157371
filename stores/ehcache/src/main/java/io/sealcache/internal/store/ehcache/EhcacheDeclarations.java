package io.sealcache.internal.store.ehcache;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.store.StoreDeclarations;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.ehcache.config.CacheConfiguration;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.core.spi.service.ServiceUtils;
import org.ehcache.expiry.ExpiryPolicy;
import org.ehcache.jsr107.config.ConfigurationElementState;
import org.ehcache.jsr107.config.Jsr107CacheConfiguration;
import org.ehcache.jsr107.config.Jsr107Configuration;
import org.ehcache.xml.XmlConfiguration;
import org.jspecify.annotations.Nullable;

/** What an Ehcache file says of caches, as Ehcache itself understands it. */
final class EhcacheDeclarations {
  // Longer lives than this many seconds, 292 million years, Ehcache can't express either.
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1000;

  private final XmlConfiguration configuration;
  private final @Nullable Jsr107Configuration defaults;

  /**
   * @param configuration retyped, with the file's own expiry and MBeans
   */
  EhcacheDeclarations(XmlConfiguration configuration) {
    this.configuration = configuration;
    this.defaults =
        ServiceUtils.findSingletonAmongst(
            Jsr107Configuration.class, configuration.getServiceCreationConfigurations());
  }

  StoreDeclarations read(Map<String, EhcacheTypes> caches, Map<String, EhcacheTypes> templates) {
    Map<String, StoreDeclarations.OfCache> declared = new HashMap<>();
    configuration
        .getCacheConfigurations()
        .forEach((name, cache) -> declared.put(name, declared(of(caches, name), cache, true)));
    Map<String, StoreDeclarations.OfCache> byCache = new HashMap<>();
    if (defaults != null) {
      defaults
          .getTemplates()
          .forEach((cache, template) -> byCache.put(cache, template(templates, template)));
    }
    return new StoreDeclarations(
        Map.copyOf(declared),
        Map.copyOf(byCache),
        template(templates, defaults == null ? null : defaults.getDefaultTemplate()));
  }

  private static EhcacheTypes of(Map<String, EhcacheTypes> types, String name) {
    EhcacheTypes found = types.get(name);
    if (found == null) {
      throw new CacheException(
          "Ehcache knows a cache '" + name + "' that its file doesn't declare");
    }
    return found;
  }

  private StoreDeclarations.OfCache template(
      Map<String, EhcacheTypes> types, @Nullable String name) {
    CacheConfigurationBuilder<String, SealedBytes> builder = builder(name);
    EhcacheTypes own = name == null ? EhcacheTypes.ANY : types.getOrDefault(name, EhcacheTypes.ANY);
    return declared(own, builder.build(), builder.hasConfiguredExpiry());
  }

  private CacheConfigurationBuilder<String, SealedBytes> builder(@Nullable String template) {
    ResourcePoolsBuilder any = ResourcePoolsBuilder.heap(1); // not looked at here
    CacheConfigurationBuilder<String, SealedBytes> builder = null;
    if (template != null) {
      try {
        builder =
            configuration.newCacheConfigurationBuilderFromTemplate(
                template, String.class, SealedBytes.class, any);
      } catch (ReflectiveOperationException e) {
        throw new CacheException("Ehcache can't use its template '" + template + "'", e);
      }
    }
    return builder != null
        ? builder
        : CacheConfigurationBuilder.newCacheConfigurationBuilder(
            String.class, SealedBytes.class, any);
  }

  private StoreDeclarations.OfCache declared(
      EhcacheTypes types, CacheConfiguration<?, ?> cache, boolean hasExpiry) {
    Collection<?> services = cache.getServiceConfigurations();
    Jsr107CacheConfiguration own =
        ServiceUtils.findSingletonAmongst(Jsr107CacheConfiguration.class, services);
    return new StoreDeclarations.OfCache(
        types.key(),
        types.value(),
        hasExpiry ? expiry(cache.getExpiryPolicy()) : null,
        first(
            own == null ? null : own.isStatisticsEnabled(),
            defaults == null ? null : defaults.isEnableStatisticsAll()),
        first(
            own == null ? null : own.isManagementEnabled(),
            defaults == null ? null : defaults.isEnableManagementAll()));
  }

  private static @Nullable Boolean first(
      @Nullable ConfigurationElementState own, @Nullable ConfigurationElementState all) {
    ConfigurationElementState said =
        own == null || own == ConfigurationElementState.UNSPECIFIED ? all : own;
    return (said == null || said == ConfigurationElementState.UNSPECIFIED)
        ? null
        : said.asBoolean();
  }

  // Ehcache's standard policies are constants, and look at no entry.
  static javax.cache.expiry.ExpiryPolicy expiry(ExpiryPolicy<?, ?> policy) {
    if (policy == ExpiryPolicy.NO_EXPIRY) {
      return new EternalExpiryPolicy();
    }
    @SuppressWarnings("unchecked")
    ExpiryPolicy<@Nullable Object, @Nullable Object> constant =
        (ExpiryPolicy<@Nullable Object, @Nullable Object>) policy;
    javax.cache.expiry.Duration life = duration(constant.getExpiryForCreation(null, null));
    return constant.getExpiryForAccess(null, () -> null) == null
        ? new ModifiedExpiryPolicy(life)
        : new TouchedExpiryPolicy(life);
  }

  private static javax.cache.expiry.Duration duration(Duration duration) {
    return duration.toSeconds() >= MAX_SECONDS
        ? javax.cache.expiry.Duration.ETERNAL
        : new javax.cache.expiry.Duration(
            TimeUnit.MILLISECONDS, Math.max(1, duration.toMillis())); // JCache knows no shorter one
  }
}
