package io.sealcache.internal.store.hazelcast;

import com.hazelcast.client.impl.protocol.codec.holder.CacheConfigHolder;
import com.hazelcast.client.impl.protocol.task.dynamicconfig.EvictionConfigHolder;
import com.hazelcast.client.impl.protocol.task.dynamicconfig.ListenerConfigHolder;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.SerializationService;
import io.sealcache.internal.store.RefusedCode;
import io.sealcache.internal.store.hazelcast.HazelcastDeclaredObjects.UntrustedException;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * What members tell a client that they declare: data as it is, and code of the application's that
 * the application trusts them to choose. Other code is {@link RefusedCode}.
 */
final class HazelcastMembersDeclaration {
  private final String cacheName;
  private final CacheConfigHolder told;
  private final HazelcastDeclaredObjects objects;

  HazelcastMembersDeclaration(
      String cacheName, CacheConfigHolder told, HazelcastDeclaredObjects objects) {
    this.cacheName = cacheName;
    this.told = told;
    this.objects = objects;
  }

  /**
   * As Hazelcast's own form of it.
   *
   * @throws javax.cache.CacheException if this JVM lacks a class that is trusted
   */
  @SuppressWarnings("unchecked") // what is declared as a factory is cast once more when it is used
  CacheConfig<Object, Object> read(SerializationService service) {
    CacheConfig<Object, Object> config = withoutObjects().asCacheConfig(service);
    config.setCacheLoaderFactory(
        (Factory<CacheLoader<Object, Object>>)
            factory("<cache-loader-factory>", told.getCacheLoaderFactory()));
    config.setCacheWriterFactory(
        (Factory<CacheWriter<Object, Object>>)
            factory("<cache-writer-factory>", told.getCacheWriterFactory()));
    Factory<?> expiry = factory("<expiry-policy-factory>", told.getExpiryPolicyFactory());
    if (expiry != null) {
      config.setExpiryPolicyFactory((Factory<ExpiryPolicy>) expiry);
    }
    if (told.getListenerConfigurations() != null) {
      told.getListenerConfigurations()
          .forEach(listener -> config.addCacheEntryListenerConfiguration(listener(listener)));
    }
    return config;
  }

  private @Nullable Factory<?> factory(String element, @Nullable Data declared) {
    try {
      return (Factory<?>) objects.read(declared);
    } catch (UntrustedException e) {
      return new RefusedCode<>(what(element), e.className());
    }
  }

  @SuppressWarnings("unchecked") // as above
  private CacheEntryListenerConfiguration<Object, Object> listener(Data declared) {
    try {
      Object read = objects.read(declared);
      if (read != null) {
        return (CacheEntryListenerConfiguration<Object, Object>) read;
      }
      return RefusedCode.listener(what("<cache-entry-listeners>"), "missing");
    } catch (UntrustedException e) {
      return RefusedCode.listener(what("<cache-entry-listeners>"), e.className());
    }
  }

  private String what(String element) {
    return "%s that Hazelcast's members declare for cache '%s'".formatted(element, cacheName);
  }

  /** All that Hazelcast makes no objects of. */
  private CacheConfigHolder withoutObjects() {
    return new CacheConfigHolder(
        told.getName(),
        told.getManagerPrefix(),
        told.getUriString(),
        told.getBackupCount(),
        told.getAsyncBackupCount(),
        told.getInMemoryFormat(),
        eviction(told.getEvictionConfigHolder()),
        told.getWanReplicationRef(),
        told.getKeyClassName(),
        told.getValueClassName(),
        null,
        null,
        null,
        told.isReadThrough(),
        told.isWriteThrough(),
        told.isStoreByValue(),
        told.isManagementEnabled(),
        told.isStatisticsEnabled(),
        told.getHotRestartConfig(),
        told.getEventJournalConfig(),
        told.getSplitBrainProtectionName(),
        null,
        told.getMergePolicyConfig(),
        told.isDisablePerEntryInvalidationEvents(),
        partitionLostListeners(),
        told.isMerkleTreeConfigExists(),
        told.getMerkleTreeConfig(),
        told.getDataPersistenceConfig() != null,
        told.getDataPersistenceConfig(),
        told.getUserCodeNamespace() != null,
        told.getUserCodeNamespace());
  }

  // By the name of its class a comparator is refused where the declaration is used.
  private static EvictionConfigHolder eviction(EvictionConfigHolder told) {
    String comparator =
        told.getComparator() == null ? told.getComparatorClassName() : "given as an object";
    return new EvictionConfigHolder(
        told.getSize(), told.getMaxSizePolicy(), told.getEvictionPolicy(), comparator, null);
  }

  // Those that are objects run where they were registered.
  private @Nullable List<ListenerConfigHolder> partitionLostListeners() {
    List<ListenerConfigHolder> listeners = told.getCachePartitionLostListenerConfigs();
    return listeners == null
        ? null
        : listeners.stream()
            .filter(listener -> listener.getListenerImplementation() == null)
            .toList();
  }
}
