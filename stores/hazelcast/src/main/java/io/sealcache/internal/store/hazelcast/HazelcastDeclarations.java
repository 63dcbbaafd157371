package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.HazelcastCacheManager;
import com.hazelcast.cache.impl.HazelcastServerCacheManager;
import com.hazelcast.client.impl.protocol.codec.holder.CacheConfigHolder;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleEntryListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.internal.dynamicconfig.DynamicConfigurationAwareConfig;
import io.sealcache.internal.store.RefusedCode;
import java.util.Objects;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import org.jspecify.annotations.Nullable;

/** The caches that the configuration of a member declares, by their names or by wildcards. */
final class HazelcastDeclarations {
  private final HazelcastCacheManager manager;
  private final HazelcastInstance instance;

  /** For one of Hazelcast's managers. */
  HazelcastDeclarations(CacheManager manager) {
    this.manager = (HazelcastCacheManager) manager;
    this.instance = this.manager.getHazelcastInstance();
  }

  /**
   * The declaration, with your types and the code that this JVM's own file names; for code that
   * members tell a client of there is {@link RefusedCode}. Null if nothing.
   *
   * @throws CacheException if a class that it names is missing, here or on the members, or if it
   *     names code and was added while this JVM's member ran
   */
  @Nullable CompleteConfiguration<Object, Object> find(String name) {
    CacheConfig<Object, Object> declared =
        manager instanceof HazelcastServerCacheManager ? ofMember(name) : ofMembers(name);
    if (declared != null) {
      declared.setTypes(
          type(name, "key-type", declared.getKeyClassName()),
          type(name, "value-type", declared.getValueClassName()));
    }
    return declared;
  }

  private @Nullable CacheConfig<Object, Object> ofMember(String name) {
    CacheSimpleConfig declared = instance.getConfig().findCacheConfigOrNull(name);
    if (declared == null) {
      return null;
    }
    if (instance.getConfig() instanceof DynamicConfigurationAwareConfig dynamic
        && !declared.equals(dynamic.getStaticConfig().findCacheConfigOrNull(name))) {
      refuseCode(name, declared); // added while members run, by whichever member or client
    }
    try {
      CacheConfig<Object, Object> config = new CacheConfig<>(declared);
      config.setCacheLoaderFactory(aware(config.getCacheLoaderFactory()));
      config.setCacheWriterFactory(aware(config.getCacheWriterFactory()));
      config.setExpiryPolicyFactory(aware(config.getExpiryPolicyFactory()));
      return config;
    } catch (Exception e) { // it makes factories of the application's
      throw missing(name, "this JVM", e);
    }
  }

  private static void refuseCode(String name, CacheSimpleConfig told) {
    ExpiryPolicyFactoryConfig expiry = told.getExpiryPolicyFactoryConfig();
    Stream.concat(
            Stream.of(
                told.getCacheLoaderFactory(),
                told.getCacheLoader(),
                told.getCacheWriterFactory(),
                told.getCacheWriter(),
                expiry == null ? null : expiry.getClassName()),
            told.getCacheEntryListeners().stream().map(HazelcastDeclarations::className))
        .filter(Objects::nonNull)
        .forEach(
            code ->
                new RefusedCode<>(
                        "Code that Hazelcast's cluster declares for cache '%s'".formatted(name),
                        code)
                    .create());
  }

  // Hazelcast makes the filter's factory also where none is named for the listener.
  private static String className(CacheSimpleEntryListenerConfig listener) {
    String factory = listener.getCacheEntryListenerFactory();
    return String.valueOf(factory == null ? listener.getCacheEntryEventFilterFactory() : factory);
  }

  private @Nullable CacheConfig<Object, Object> ofMembers(String name) {
    CacheConfigHolder told;
    try {
      told = new HazelcastClientCalls(instance).declaration(name);
    } catch (RuntimeException e) {
      throw missing(name, "a member, which needs them before it tells of them,", e);
    }
    return told == null ? null : new HazelcastMembersDeclaration(name, told).read();
  }

  private static CacheException missing(String name, String where, Exception cause) {
    return new CacheException(
        ("Hazelcast's declaration of cache '%s' can't be used: if it names classes that %s lacks,"
                + " take its <cache-loader-factory>, <cache-writer-factory>,"
                + " <expiry-policy-factory> or <cache-entry-listeners> out and call createCache"
                + " with them, or add the classes")
            .formatted(name, where),
        cause);
  }

  @SuppressWarnings("unchecked") // the caller of getCache vouches for the types, as JCache has it
  private Class<Object> type(String cacheName, String element, @Nullable String className) {
    if (className == null) {
      return Object.class;
    }
    try {
      return (Class<Object>) Class.forName(className, false, manager.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new CacheException(
          "Hazelcast's declaration of cache '%s' has <%s> %s, but %s doesn't find that class"
              .formatted(cacheName, element, className, manager.getClassLoader()),
          e);
    }
  }

  // As members do with what they make. A constant stays what it is, to be compared.
  @SuppressWarnings("unchecked") // a factory of a subtype makes a T
  private <T, F extends Factory<? extends T>> @Nullable Factory<T> aware(@Nullable F factory) {
    if (factory == null || factory.getClass() == FactoryBuilder.SingletonFactory.class) {
      return (Factory<T>) factory;
    }
    HazelcastInstance given = instance;
    return () -> {
      T made = factory.create();
      if (made instanceof HazelcastInstanceAware aware) {
        aware.setHazelcastInstance(given);
      }
      return made;
    };
  }
}
