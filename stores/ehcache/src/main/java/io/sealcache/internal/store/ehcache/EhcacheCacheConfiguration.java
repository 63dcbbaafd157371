package io.sealcache.internal.store.ehcache;

import static org.ehcache.jsr107.config.ConfigurationElementState.DISABLED;
import static org.ehcache.jsr107.config.ConfigurationElementState.ENABLED;
import static org.ehcache.jsr107.config.ConfigurationElementState.UNSPECIFIED;

import io.sealcache.core.SealedBytes;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.ehcache.config.CacheConfiguration;
import org.ehcache.config.Eviction;
import org.ehcache.config.EvictionAdvisor;
import org.ehcache.config.ResourceType;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.core.spi.service.ServiceUtils;
import org.ehcache.expiry.ExpiryPolicy;
import org.ehcache.impl.config.copy.DefaultCopierConfiguration;
import org.ehcache.impl.config.event.DefaultCacheEventDispatcherConfiguration;
import org.ehcache.impl.config.serializer.DefaultSerializerConfiguration;
import org.ehcache.impl.config.store.disk.OffHeapDiskStoreConfiguration;
import org.ehcache.impl.config.store.heap.DefaultSizeOfEngineConfiguration;
import org.ehcache.jsr107.Eh107Configuration;
import org.ehcache.jsr107.config.Jsr107CacheConfiguration;
import org.ehcache.spi.service.ServiceConfiguration;
import org.jspecify.annotations.Nullable;

/** The rest of a cache's configuration that remains for Ehcache, given by code or by a file. */
final class EhcacheCacheConfiguration {
  /** The builder's own, which are constants. */
  private static final String CONSTANT_EXPIRY =
      "org.ehcache.config.builders.ExpiryPolicyBuilder$TimeTo";

  /** They look at no entry, but its size. */
  @SuppressWarnings("deprecation") // as long as applications may have it
  private static final Set<Class<?>> KEPT =
      Set.of(
          OffHeapDiskStoreConfiguration.class,
          DefaultSizeOfEngineConfiguration.class,
          DefaultCacheEventDispatcherConfiguration.class);

  /** They handle types of user code, of which nothing is left, and MBeans, which are ours. */
  private static final Set<Class<?>> DROPPED =
      Set.of(
          DefaultSerializerConfiguration.class,
          DefaultCopierConfiguration.class,
          Jsr107CacheConfiguration.class);

  private static final Jsr107CacheConfiguration NO_MBEANS =
      new Jsr107CacheConfiguration(DISABLED, DISABLED);

  // Longer lives than this many seconds, 292 million years, Ehcache can't express either.
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1000;

  private EhcacheCacheConfiguration() {}

  /**
   * The configuration that {@code Eh107Configuration.fromEhcacheCacheConfiguration} wrapped; null
   * if it was another that made {@code applications}. Ehcache gives no other way to it.
   *
   * @throws CacheException if Ehcache's class is another one than is known here
   */
  static <K, V> @Nullable CacheConfiguration<K, V> wrappedBy(Configuration<K, V> applications) {
    Class<?> wrapper = applications.getClass();
    if (wrapper.getEnclosingClass() != Eh107Configuration.class) {
      return null;
    }
    try {
      Method getter = wrapper.getDeclaredMethod("getCacheConfiguration");
      getter.setAccessible(true);
      @SuppressWarnings("unchecked") // wrapped with these types
      CacheConfiguration<K, V> wrapped = (CacheConfiguration<K, V>) getter.invoke(applications);
      return wrapped;
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new CacheException(
          "This version of Ehcache doesn't show what a %s holds; declare the cache in an ehcache.xml"
              .formatted(wrapper.getSimpleName()),
          e);
    }
  }

  /**
   * Its types, expiry and MBeans, in JCache's terms.
   *
   * @throws CacheException if something in it would be given encrypted entries
   */
  static <K, V> CompleteConfiguration<K, V> inTermsOfJCache(CacheConfiguration<K, V> applications) {
    refuse("Ehcache's configuration of a cache", applications);
    var expiry = expiry(applications.getExpiryPolicy());
    Jsr107CacheConfiguration mbeans = mbeans(applications);
    return new MutableConfiguration<K, V>()
        .setTypes(applications.getKeyType(), applications.getValueType())
        .setExpiryPolicyFactory(() -> expiry)
        .setStatisticsEnabled(mbeans.isStatisticsEnabled() == ENABLED)
        .setManagementEnabled(mbeans.isManagementEnabled() == ENABLED);
  }

  static Jsr107CacheConfiguration mbeans(CacheConfiguration<?, ?> applications) {
    Jsr107CacheConfiguration said =
        ServiceUtils.findSingletonAmongst(
            Jsr107CacheConfiguration.class, applications.getServiceConfigurations());
    return said == null ? new Jsr107CacheConfiguration(UNSPECIFIED, UNSPECIFIED) : said;
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

  /**
   * Refuses what would be given encrypted entries, and all that isn't known.
   *
   * @param place names the configuration in an error
   */
  static void refuse(String place, CacheConfiguration<?, ?> applications) {
    ExpiryPolicy<?, ?> expiry = applications.getExpiryPolicy();
    if (expiry != ExpiryPolicy.NO_EXPIRY
        && !expiry.getClass().getName().startsWith(CONSTANT_EXPIRY)) {
      throw refusal(
          place,
          "an ExpiryPolicy of its own",
          "use a time to live or a time to idle, or create the cache with a JCache ExpiryPolicy");
    }
    EvictionAdvisor<?, ?> advisor = applications.getEvictionAdvisor();
    if (advisor != null && advisor != Eviction.noAdvice()) {
      throw refusal(
          place, "an EvictionAdvisor", "remove it: evictions can't depend on keys and values");
    }
    for (ResourceType<?> tier : applications.getResourcePools().getResourceTypeSet()) {
      if (!isKnown(tier)) {
        throw refusal(place, "the tier " + tier, "use heap, offheap and disk");
      }
    }
    for (ServiceConfiguration<?, ?> service : applications.getServiceConfigurations()) {
      if (!KEPT.contains(service.getClass()) && !DROPPED.contains(service.getClass())) {
        throw refusal(
            place,
            "a " + service.getClass().getSimpleName(),
            "set a JCache loader, writer or listener in a MutableConfiguration instead, or remove"
                + " it");
      }
    }
  }

  /** Of Ehcache's own, which call themselves by the locale; 3.10 has none that are shared. */
  private static boolean isKnown(ResourceType<?> tier) {
    return tier.getClass().getEnclosingClass() == ResourceType.class
        && Stream.of(ResourceType.Core.values())
            .anyMatch(core -> core == tier || tier.toString().equals("shared(%s)".formatted(core)));
  }

  static CacheException refusal(String place, String element, String instead) {
    return new CacheException(
        "%s: %s could be given encrypted entries: %s".formatted(place, element, instead));
  }

  /**
   * One for encrypted entries, with the tiers of {@code applications} and where and by which
   * threads they are written.
   *
   * @param eternal whether nothing ever expires
   */
  static CacheConfiguration<String, SealedBytes> of(
      CacheConfiguration<?, ?> applications, boolean eternal) {
    var stores =
        CacheConfigurationBuilder.newCacheConfigurationBuilder(
                String.class, SealedBytes.class, applications.getResourcePools())
            .withValueSerializer(EhcacheSealedValueSerializer.class)
            .withService(NO_MBEANS);
    if (!eternal) {
      stores = stores.withExpiry(new EhcacheCallerExpiry());
    }
    for (ServiceConfiguration<?, ?> service : applications.getServiceConfigurations()) {
      if (KEPT.contains(service.getClass())) {
        stores = stores.withService(service);
      }
    }
    return stores.build();
  }
}
