package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.HazelcastCacheManager;
import com.hazelcast.cache.impl.HazelcastServerCacheManager;
import com.hazelcast.client.impl.protocol.codec.holder.CacheConfigHolder;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.internal.dynamicconfig.DynamicConfigurationAwareConfig;
import io.sealcache.internal.store.RefusedCode;
import io.sealcache.internal.store.TrustedCode;
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
  private final TrustedCode trusted;

  /**
   * For one of Hazelcast's managers.
   *
   * @param trusted what members other than this JVM's may declare of the application's code
   */
  HazelcastDeclarations(CacheManager manager, TrustedCode trusted) {
    this.trusted = trusted;
    this.manager = (HazelcastCacheManager) manager;
    this.instance = this.manager.getHazelcastInstance();
  }

  /**
   * What is declared, with the application's types and code, for which {@link RefusedCode} stands
   * where it isn't trusted; null if nothing.
   *
   * @throws CacheException if a class that it names is missing, here or on the members
   */
  @Nullable CompleteConfiguration<Object, Object> find(String name) {
    CacheConfig<Object, Object> declared = isMember() ? ofMember(name) : ofMembers(name);
    if (declared == null) {
      return null;
    }
    declared.setTypes(
        type(name, "key-type", declared.getKeyClassName()),
        type(name, "value-type", declared.getValueClassName()));
    declared.setCacheLoaderFactory(aware(declared.getCacheLoaderFactory()));
    declared.setCacheWriterFactory(aware(declared.getCacheWriterFactory()));
    declared.setExpiryPolicyFactory(aware(declared.getExpiryPolicyFactory()));
    return declared;
  }

  private boolean isMember() {
    return manager instanceof HazelcastServerCacheManager;
  }

  private @Nullable CacheConfig<Object, Object> ofMember(String name) {
    CacheSimpleConfig declared = instance.getConfig().findCacheConfigOrNull(name);
    if (declared == null) {
      return null;
    }
    try {
      return isOfThisJvm(name, declared)
          ? new CacheConfig<>(declared)
          : new HazelcastClusterDeclaration(name, declared, trusted, manager.getClassLoader())
              .read();
    } catch (Exception e) { // it makes factories of the application's
      throw missing(name, "this JVM", e);
    }
  }

  // What is added while members run is told to all of them, by whichever of them or client did it.
  private boolean isOfThisJvm(String name, CacheSimpleConfig declared) {
    return !(instance.getConfig() instanceof DynamicConfigurationAwareConfig dynamic)
        || declared.equals(dynamic.getStaticConfig().findCacheConfigOrNull(name));
  }

  private @Nullable CacheConfig<Object, Object> ofMembers(String name) {
    HazelcastClientCalls calls = new HazelcastClientCalls(instance);
    CacheConfigHolder told = told(calls, name);
    if (told == null) {
      return null;
    }
    HazelcastDeclaredObjects objects =
        new HazelcastDeclaredObjects(trusted, manager.getClassLoader());
    try {
      return new HazelcastMembersDeclaration(name, told, objects)
          .read(calls.serializationService());
    } catch (LinkageError e) {
      throw new CacheException(
          "This version of Hazelcast's client tells the configuration of a cache otherwise; use one"
              + " that was tested: 5.7",
          e);
    } catch (RuntimeException e) {
      throw missing(name, "this JVM", e);
    }
  }

  private static @Nullable CacheConfigHolder told(HazelcastClientCalls calls, String name) {
    try {
      return calls.declaration(name);
    } catch (RuntimeException e) {
      throw missing(name, "a member, which needs them before it tells of them,", e);
    }
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
    if (factory == null || factory instanceof RefusedCode<?> || isConstant(factory)) {
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

  private static boolean isConstant(Factory<?> factory) {
    return factory.getClass() == FactoryBuilder.SingletonFactory.class;
  }
}
