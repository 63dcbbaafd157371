package io.sealcache.internal.store.hazelcast;

import static java.util.Objects.requireNonNullElse;

import com.hazelcast.client.impl.protocol.codec.holder.CacheConfigHolder;
import com.hazelcast.client.impl.protocol.task.dynamicconfig.EvictionConfigHolder;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.CachePartitionLostListenerConfig;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.impl.HeapData;
import com.hazelcast.internal.serialization.impl.SerializationConstants;
import io.sealcache.internal.store.RefusedCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.Set;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a cache that members tell a client. Data is taken as it is. For code {@link
 * RefusedCode} stands, and nothing of it runs, not even its initialiser. Immutable.
 */
final class HazelcastMembersDeclaration {
  /** Of what is data; the listener's shows which class it is about. */
  private static final Set<String> DATA =
      Set.of(
          SingletonFactory.class.getName(),
          MutableCacheEntryListenerConfiguration.class.getName(),
          AccessedExpiryPolicy.class.getName(),
          CreatedExpiryPolicy.class.getName(),
          EternalExpiryPolicy.class.getName(),
          ModifiedExpiryPolicy.class.getName(),
          TouchedExpiryPolicy.class.getName(),
          Duration.class.getName(),
          "java.util.concurrent.TimeUnit",
          "java.lang.Enum");

  /** Far more than what is data takes; it bounds how deep one object is in another. */
  private static final int MAX_LENGTH = 4096;

  private final String cacheName;
  private final CacheConfigHolder told;

  HazelcastMembersDeclaration(String cacheName, CacheConfigHolder told) {
    this.cacheName = cacheName;
    this.told = told;
  }

  /** As Hazelcast's own form of it. */
  CacheConfig<Object, Object> read() {
    CacheConfig<Object, Object> config = data();
    config.setCacheLoaderFactory(refused("<cache-loader-factory>", told.getCacheLoaderFactory()));
    config.setCacheWriterFactory(refused("<cache-writer-factory>", told.getCacheWriterFactory()));
    config.setExpiryPolicyFactory(expiry(told.getExpiryPolicyFactory()));
    if (told.getListenerConfigurations() != null) {
      for (Data listener : told.getListenerConfigurations()) {
        config.addCacheEntryListenerConfiguration(
            RefusedCode.listener(what("<cache-entry-listeners>"), className(listener)));
      }
    }
    return config;
  }

  /** All that needs no objects made of it. */
  @SuppressWarnings("deprecation") // members still tell of hot restart
  CacheConfig<Object, Object> data() {
    CacheConfig<Object, Object> config = new CacheConfig<>(cacheName);
    config.setKeyClassName(told.getKeyClassName());
    config.setValueClassName(told.getValueClassName());
    config.setReadThrough(told.isReadThrough());
    config.setWriteThrough(told.isWriteThrough());
    config.setManagementEnabled(told.isManagementEnabled());
    config.setStatisticsEnabled(told.isStatisticsEnabled());
    config.setBackupCount(told.getBackupCount());
    config.setAsyncBackupCount(told.getAsyncBackupCount());
    config.setInMemoryFormat(InMemoryFormat.valueOf(told.getInMemoryFormat()));
    config.setEvictionConfig(eviction(told.getEvictionConfigHolder()));
    config.setWanReplicationRef(told.getWanReplicationRef());
    config.setHotRestartConfig(told.getHotRestartConfig());
    config.setEventJournalConfig(told.getEventJournalConfig());
    config.setSplitBrainProtectionName(told.getSplitBrainProtectionName());
    config.setMergePolicyConfig(told.getMergePolicyConfig());
    config.setDisablePerEntryInvalidationEvents(told.isDisablePerEntryInvalidationEvents());
    if (told.getMerkleTreeConfig() != null) {
      config.setMerkleTreeConfig(told.getMerkleTreeConfig());
    }
    if (told.getDataPersistenceConfig() != null) {
      config.setDataPersistenceConfig(told.getDataPersistenceConfig());
    }
    config.setUserCodeNamespace(told.getUserCodeNamespace());
    if (told.getCachePartitionLostListenerConfigs() != null) {
      told.getCachePartitionLostListenerConfigs().stream()
          .filter(listener -> listener.getListenerImplementation() == null) // runs where it is
          .map(listener -> new CachePartitionLostListenerConfig(listener.getClassName()))
          .forEach(config.getPartitionLostListenerConfigs()::add);
    }
    return config;
  }

  // By the name of its class a comparator is refused where the declaration is used.
  private static EvictionConfig eviction(EvictionConfigHolder told) {
    EvictionConfig config =
        new EvictionConfig()
            .setSize(told.getSize())
            .setMaxSizePolicy(MaxSizePolicy.valueOf(told.getMaxSizePolicy()))
            .setEvictionPolicy(EvictionPolicy.valueOf(told.getEvictionPolicy()));
    String comparator =
        told.getComparator() == null ? told.getComparatorClassName() : "given as an object";
    return comparator == null ? config : config.setComparatorClassName(comparator);
  }

  private <T> @Nullable Factory<T> refused(String element, @Nullable Data code) {
    return code == null || code.getType() == SerializationConstants.CONSTANT_TYPE_NULL
        ? null
        : new RefusedCode<>(what(element), className(code));
  }

  private @Nullable Factory<ExpiryPolicy> expiry(@Nullable Data declared) {
    try {
      if (declared != null
          && object(declared) instanceof SingletonFactory<?> constant
          && constant.create() instanceof ExpiryPolicy policy) {
        return new SingletonFactory<>(policy);
      }
    } catch (InvalidClassException e) {
      // it is code
    }
    return refused("<expiry-policy-factory>", declared);
  }

  private String what(String element) {
    return "%s that Hazelcast's members declare for cache '%s'".formatted(element, cacheName);
  }

  /** Names the first class that isn't data. */
  private static String className(Data code) {
    try {
      return "made of " + object(code).getClass().getName();
    } catch (InvalidClassException e) {
      return requireNonNullElse(e.classname, "damaged");
    }
  }

  /** Makes an object of what is data alone. */
  private static Object object(Data declared) throws InvalidClassException {
    int type = declared.getType();
    if (type != SerializationConstants.JAVA_DEFAULT_TYPE_SERIALIZABLE) {
      throw new InvalidClassException("of a class that is not serialized as Java does it", "");
    } else if (declared.totalSize() > MAX_LENGTH) {
      throw new InvalidClassException("longer than %d bytes".formatted(MAX_LENGTH), "");
    }
    byte[] bytes = declared.toByteArray();
    int length = bytes.length - HeapData.DATA_OFFSET;
    try (ObjectInputStream objects =
        new DataInput(new ByteArrayInputStream(bytes, HeapData.DATA_OFFSET, length))) {
      return objects.readObject();
    } catch (InvalidClassException e) {
      throw e;
    } catch (IOException | ClassNotFoundException | RuntimeException e) {
      throw new InvalidClassException("damaged", e.getClass().getName());
    }
  }

  /** Java's deserialization, which asks about a class before it does anything with it. */
  private static final class DataInput extends ObjectInputStream {
    DataInput(InputStream bytes) throws IOException {
      super(bytes);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      if (!DATA.contains(description.getName())) {
        throw new InvalidClassException(description.getName(), "no data");
      }
      return super.resolveClass(description);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
      throw new InvalidClassException("a proxy class", "no data");
    }
  }
}
