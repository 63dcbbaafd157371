package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.HazelcastCacheManager;
import com.hazelcast.cache.impl.HazelcastServerCacheManager;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/** The caches that the configuration of a member declares, by their names or by wildcards. */
final class HazelcastDeclarations {
  private final HazelcastCacheManager manager;
  private final HazelcastInstance instance;

  HazelcastDeclarations(CacheManager manager) {
    this.manager = (HazelcastCacheManager) manager;
    this.instance = this.manager.getHazelcastInstance();
  }

  /**
   * What is declared, with the application's types and code; null if nothing.
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
    try {
      declared.setCacheLoaderFactory(aware(declared.getCacheLoaderFactory()));
      declared.setCacheWriterFactory(aware(declared.getCacheWriterFactory()));
      declared.setExpiryPolicyFactory(aware(declared.getExpiryPolicyFactory()));
    } catch (RuntimeException e) { // a client gets them serialized
      throw missing(name, "this JVM", e);
    }
    return declared;
  }

  private boolean isMember() {
    return manager instanceof HazelcastServerCacheManager;
  }

  private @Nullable CacheConfig<Object, Object> ofMember(String name) {
    CacheSimpleConfig declared = instance.getConfig().findCacheConfigOrNull(name);
    try {
      return declared == null ? null : new CacheConfig<>(declared);
    } catch (Exception e) { // it makes factories of the application's
      throw missing(name, "this JVM", e);
    }
  }

  private @Nullable CacheConfig<Object, Object> ofMembers(String name) {
    try {
      return new HazelcastClientCalls(instance).declaration(name);
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

  // As members do with what they make.
  private <T, F extends Factory<? extends T>> @Nullable Factory<T> aware(@Nullable F factory) {
    if (factory == null) {
      return null;
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
