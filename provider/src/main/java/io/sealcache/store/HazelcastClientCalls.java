package io.sealcache.store;

import com.hazelcast.client.impl.clientside.HazelcastClientInstanceImpl;
import com.hazelcast.client.impl.clientside.HazelcastClientProxy;
import com.hazelcast.client.impl.protocol.ClientMessage;
import com.hazelcast.client.impl.protocol.codec.CacheDestroyCodec;
import com.hazelcast.client.impl.protocol.codec.CacheGetConfigCodec;
import com.hazelcast.client.impl.protocol.codec.holder.CacheConfigHolder;
import com.hazelcast.client.impl.spi.impl.ClientInvocation;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.core.HazelcastInstance;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Asks members for their configurations of caches, as Hazelcast's client does itself, but without
 * opening the caches.
 */
final class HazelcastClientCalls {
  private final HazelcastClientInstanceImpl client;

  HazelcastClientCalls(HazelcastInstance instance) {
    this.client =
        instance instanceof HazelcastClientProxy proxy
            ? proxy.client
            : (HazelcastClientInstanceImpl) instance;
  }

  /** What the members declare; null if nothing. */
  // A member that is asked makes the cache, which then has the declared types; so another one is.
  @Nullable CacheConfig<Object, Object> declaration(String name) {
    String prefix = "/sealcache-declaration-" + UUID.randomUUID() + "/";
    CacheConfig<Object, Object> declared = configuration(prefix + name, name);
    if (declared != null) {
      call(CacheDestroyCodec.encodeRequest(prefix + name), prefix + name);
    }
    return declared;
  }

  /** What the cluster has of a cache that was made; null if nothing. */
  @Nullable CacheConfig<Object, Object> configuration(String prefixedName, String name) {
    CacheConfigHolder holder =
        CacheGetConfigCodec.decodeResponse(
            call(CacheGetConfigCodec.encodeRequest(prefixedName, name), prefixedName));
    return holder == null ? null : holder.asCacheConfig(client.getSerializationService());
  }

  private ClientMessage call(ClientMessage request, String prefixedName) {
    int partition = client.getClientPartitionService().getPartitionId(prefixedName);
    try {
      return new ClientInvocation(client, request, prefixedName, partition).invoke().get();
    } catch (ExecutionException e) {
      throw new CacheException("Hazelcast's members don't answer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException("Interrupted while waiting for Hazelcast's members", e);
    }
  }
}
