package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.HazelcastCacheManager;
import com.hazelcast.cache.impl.HazelcastServerCacheManager;
import com.hazelcast.client.impl.protocol.codec.holder.CacheConfigHolder;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.internal.dynamicconfig.DynamicConfigurationAwareConfig;
import io.sealcache.internal.store.RefusedCode;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The caches that the configuration of a member declares at its start, by their names or by
 * wildcards.
 */
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
   * @throws CacheException if a class that it names is missing, here or on the members
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
    Config all = instance.getConfig();
    if (all instanceof DynamicConfigurationAwareConfig dynamic) {
      all = dynamic.getStaticConfig(); // any member or client may add to the other
    }
    CacheSimpleConfig declared = all.findCacheConfigOrNull(name);
    if (declared == null) {
      return null;
    }
    try {
      // A copy forgets <cache-loader> and <cache-writer>, as Hazelcast does by itself.
      CacheConfig<Object, Object> config = new CacheConfig<>(new CacheSimpleConfig(declared));
      config.setCacheLoaderFactory(aware(config.getCacheLoaderFactory()));
      config.setCacheWriterFactory(aware(config.getCacheWriterFactory()));
      config.setExpiryPolicyFactory(aware(config.getExpiryPolicyFactory()));
      return config;
    } catch (Exception e) { // it makes factories of the application's
      throw missing(name, "this JVM", e);
    }
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
