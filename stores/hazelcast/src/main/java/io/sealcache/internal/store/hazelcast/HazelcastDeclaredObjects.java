package io.sealcache.internal.store.hazelcast;

import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.impl.HeapData;
import com.hazelcast.internal.serialization.impl.SerializationConstants;
import io.sealcache.internal.store.TrustedCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of a declaration that members send serialized: those that are data, and what is
 * trusted. Of any other class nothing runs, not even its initialiser. Immutable.
 */
final class HazelcastDeclaredObjects {
  /** Names a class as text, so that trusting it would be to trust all. */
  private static final String BY_NAME = FactoryBuilder.ClassFactory.class.getName();

  /** A few bytes can be unpacked to more than there is memory. */
  private static final int MAX_UNPACKED = 1 << 20;

  private static final Set<String> DATA =
      Set.of(
          FactoryBuilder.SingletonFactory.class.getName(),
          MutableCacheEntryListenerConfiguration.class.getName(),
          AccessedExpiryPolicy.class.getName(),
          CreatedExpiryPolicy.class.getName(),
          EternalExpiryPolicy.class.getName(),
          ModifiedExpiryPolicy.class.getName(),
          TouchedExpiryPolicy.class.getName(),
          Duration.class.getName(),
          "java.util.concurrent.TimeUnit",
          "java.lang.Enum");

  private final TrustedCode trusted;
  private final ClassLoader classLoader;

  HazelcastDeclaredObjects(TrustedCode trusted, ClassLoader classLoader) {
    this.trusted = trusted;
    this.classLoader = classLoader;
  }

  /**
   * Reads one.
   *
   * @return null if there is none
   * @throws UntrustedException if it needs a class that isn't trusted
   * @throws CacheException if this JVM lacks a class, or the bytes are damaged
   */
  @Nullable Object read(@Nullable Data data) throws UntrustedException {
    if (data == null || data.getType() == SerializationConstants.CONSTANT_TYPE_NULL) {
      return null;
    }
    if (data.getType() != SerializationConstants.JAVA_DEFAULT_TYPE_SERIALIZABLE) {
      throw new UntrustedException("of a class that is not serialized as Java does it");
    }
    byte[] bytes = data.toByteArray();
    try (ObjectInputStream objects =
        new Objects(
            unpacked(
                new ByteArrayInputStream(
                    bytes, HeapData.DATA_OFFSET, bytes.length - HeapData.DATA_OFFSET)))) {
      return objects.readObject();
    } catch (UntrustedException e) {
      throw e;
    } catch (IOException | ClassNotFoundException e) {
      throw new CacheException("A declared object can't be read: " + e.getMessage(), e);
    }
  }

  // Where both sides have enable-compression.
  private static InputStream unpacked(ByteArrayInputStream bytes) throws IOException {
    bytes.mark(0);
    boolean packed = bytes.read() == (GZIPInputStream.GZIP_MAGIC & 0xff);
    bytes.reset();
    if (!packed) {
      return bytes;
    }
    byte[] unpacked = new GZIPInputStream(bytes).readNBytes(MAX_UNPACKED + 1);
    if (unpacked.length > MAX_UNPACKED) {
      throw new UntrustedException("packed, and of more than %d bytes".formatted(MAX_UNPACKED));
    }
    return new ByteArrayInputStream(unpacked);
  }

  /** Java's deserialization, which asks about a class before it does anything with it. */
  private final class Objects extends ObjectInputStream {
    Objects(InputStream bytes) throws IOException {
      super(bytes);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      String name = description.getName();
      if (name.equals(BY_NAME)) {
        throw new UntrustedException("a class that is named as text, which can't be trusted");
      }
      Class<?> type = Class.forName(name, false, classLoader);
      if (DATA.contains(name) || trusted.contains(elements(type))) {
        return type;
      }
      throw new UntrustedException(name);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
      throw new UntrustedException("a proxy class");
    }
  }

  private static Class<?> elements(Class<?> type) {
    Class<?> component = type.getComponentType();
    return component == null ? type : elements(component);
  }

  /** Names the class that isn't trusted. */
  static final class UntrustedException extends InvalidClassException {
    private static final long serialVersionUID = 1L;

    UntrustedException(String className) {
      super(className, "not trusted");
    }

    String className() {
      return classname;
    }
  }
}
