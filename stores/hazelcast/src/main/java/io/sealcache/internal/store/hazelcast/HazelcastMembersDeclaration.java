package io.sealcache.internal.store.hazelcast;

import static java.util.Objects.requireNonNullElse;

import com.hazelcast.client.impl.protocol.codec.holder.CacheConfigHolder;
import com.hazelcast.client.impl.protocol.task.dynamicconfig.ListenerConfigHolder;
import com.hazelcast.config.CacheConfig;
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
import java.util.List;
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
    List<ListenerConfigHolder> lost = told.getCachePartitionLostListenerConfigs();
    if (lost != null) {
      lost.removeIf(each -> each.getListenerImplementation() != null); // it runs where it is
    }
  }

  /**
   * As Hazelcast's own form of it, which Hazelcast makes with the objects that it is given here.
   */
  CacheConfig<Object, Object> read() {
    return told.<Object, Object>asCacheConfig(HazelcastPlainTypes.reading(this::object))
        .setName(cacheName)
        .setManagerPrefix(null); // of the manager that asked
  }

  private @Nullable Object object(@Nullable Data sent) {
    if (sent == null || sent.getType() == SerializationConstants.CONSTANT_TYPE_NULL) {
      return null;
    } else if (sent == told.getCacheLoaderFactory()) {
      return refused("<cache-loader-factory>", sent);
    } else if (sent == told.getCacheWriterFactory()) {
      return refused("<cache-writer-factory>", sent);
    } else if (sent == told.getExpiryPolicyFactory()) {
      return expiry(sent);
    }
    List<Data> listeners = told.getListenerConfigurations();
    return listeners != null && listeners.contains(sent)
        ? RefusedCode.listener(what("<cache-entry-listeners>"), className(sent))
        : refused("An object", sent).create();
  }

  private Factory<?> refused(String element, Data code) {
    return new RefusedCode<>(what(element), className(code));
  }

  private Factory<?> expiry(Data declared) {
    try {
      if (made(declared) instanceof SingletonFactory<?> constant
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
      return "made of " + made(code).getClass().getName();
    } catch (InvalidClassException e) {
      return requireNonNullElse(e.classname, "damaged");
    }
  }

  /** Makes an object of what is data alone. */
  private static Object made(Data declared) throws InvalidClassException {
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
