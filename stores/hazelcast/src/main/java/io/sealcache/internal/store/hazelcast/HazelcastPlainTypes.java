package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.impl.ICacheInternal;
import com.hazelcast.client.cache.impl.ClientCacheProxy;
import com.hazelcast.client.impl.clientside.HazelcastClientInstanceImpl;
import com.hazelcast.client.impl.proxy.ClientMapProxy;
import com.hazelcast.client.impl.spi.ClientContext;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.SerializationConstants;
import com.hazelcast.map.IMap;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client as its caches and maps see it, that makes nothing but text, bytes and booleans of what
 * members send: what they say is anything else stays as it came, so that it can be compared and
 * replaced, and no class that it names is touched. Thread-safe.
 */
final class HazelcastPlainTypes extends ClientContext {
  private static final Set<Integer> PLAIN =
      Set.of(
          SerializationConstants.CONSTANT_TYPE_NULL,
          SerializationConstants.CONSTANT_TYPE_BOOLEAN, // as replace is answered
          SerializationConstants.CONSTANT_TYPE_STRING,
          SerializationConstants.CONSTANT_TYPE_BYTE_ARRAY);

  private final @Nullable InternalSerializationService plain;

  private HazelcastPlainTypes(HazelcastClientInstanceImpl client) {
    super(client);
    this.plain = plain(client.getSerializationService());
  }

  /** One for each client, which keeps what it makes of it for as long as it lives. */
  static HazelcastPlainTypes of(HazelcastInstance client) {
    Object kept =
        client
            .getUserContext()
            .computeIfAbsent(
                HazelcastPlainTypes.class.getName(),
                name -> new HazelcastPlainTypes(HazelcastClientCalls.client(client)));
    return kept instanceof HazelcastPlainTypes ours
        ? ours
        : new HazelcastPlainTypes(HazelcastClientCalls.client(client)); // another deployment's
  }

  @Override
  public InternalSerializationService getSerializationService() {
    InternalSerializationService made = plain;
    return made == null ? super.getSerializationService() : made; // null while this is made
  }

  private static InternalSerializationService plain(InternalSerializationService all) {
    return by(
        (proxy, method, arguments) -> {
          if (method.getName().equals("toObject")
              && arguments[0] instanceof Data data
              && !PLAIN.contains(data.getType())) {
            return data;
          }
          try {
            return method.invoke(all, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  /** One that makes objects so, and nothing else. */
  static InternalSerializationService reading(
      Function<@Nullable Data, ? extends @Nullable Object> objects) {
    return by((proxy, method, arguments) -> objects.apply((Data) arguments[0]));
  }

  private static InternalSerializationService by(InvocationHandler handler) {
    return (InternalSerializationService)
        Proxy.newProxyInstance(
            InternalSerializationService.class.getClassLoader(),
            new Class<?>[] {InternalSerializationService.class},
            handler);
  }

  /** A client's map that is read so. Thread-safe. */
  static final class PlainMap extends ClientMapProxy<String, Object> {
    PlainMap(IMap<String, Object> known, ClientContext plain) {
      super(known.getServiceName(), known.getName(), plain);
      onInitialize();
    }
  }

  /**
   * A client's cache that is read so, beside the one that Hazelcast's manager knows: both are
   * closed at once. Thread-safe.
   */
  static final class PlainCache extends ClientCacheProxy<String, Object> {
    private final ICacheInternal<String, Object> known;

    PlainCache(ICacheInternal<String, Object> known, ClientContext plain) {
      super(configuration(known), plain);
      this.known = known;
      onInitialize();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // each of Hazelcast's configurations is one
    private static CacheConfig<String, Object> configuration(ICacheInternal<String, Object> known) {
      CacheConfig<String, Object> taken = known.getConfiguration(CacheConfig.class);
      CacheConfig<String, Object> configuration = new CacheConfig<>(taken);
      // A value that is none of ours is compared with too.
      ((CacheConfig) configuration).setTypes(Object.class, Object.class);
      String prefixed = known.getPrefixedName();
      configuration.setName(known.getName());
      configuration.setManagerPrefix(
          prefixed.substring(0, prefixed.length() - known.getName().length()));
      return configuration;
    }

    @Override
    public void close() {
      super.close();
      known.close();
    }

    @Override
    public boolean isClosed() {
      return super.isClosed() || known.isClosed();
    }
  }
}
