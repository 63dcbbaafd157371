package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.impl.ICacheService;
import com.hazelcast.client.impl.client.DistributedObjectInfo;
import com.hazelcast.client.impl.clientside.HazelcastClientInstanceImpl;
import com.hazelcast.client.impl.clientside.HazelcastClientProxy;
import com.hazelcast.client.impl.protocol.ClientMessage;
import com.hazelcast.client.impl.protocol.codec.CacheDestroyCodec;
import com.hazelcast.client.impl.protocol.codec.CacheGetConfigCodec;
import com.hazelcast.client.impl.protocol.codec.ClientGetDistributedObjectsCodec;
import com.hazelcast.client.impl.protocol.codec.holder.CacheConfigHolder;
import com.hazelcast.client.impl.spi.impl.ClientInvocation;
import com.hazelcast.core.HazelcastInstance;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Asks members for the names and configurations of caches, as Hazelcast's client does itself, but
 * without opening the caches.
 */
final class HazelcastClientCalls {
  private final HazelcastClientInstanceImpl client;

  HazelcastClientCalls(HazelcastInstance instance) {
    this.client = client(instance);
  }

  /** Hazelcast's own class of a client. */
  static HazelcastClientInstanceImpl client(HazelcastInstance instance) {
    return instance instanceof HazelcastClientProxy proxy
        ? proxy.client
        : (HazelcastClientInstanceImpl) instance;
  }

  /** The members' declaration; null if there is none. */
  // A member that is asked makes the cache, which then has the declared types; so another one is.
  @Nullable CacheConfigHolder declaration(String name) {
    String prefix = "/sealcache-declaration-" + UUID.randomUUID() + "/";
    CacheConfigHolder declared = configuration(prefix + name, name);
    if (declared != null) {
      call(prefix + name, CacheDestroyCodec.encodeRequest(prefix + name));
    }
    return declared;
  }

  /**
   * The cluster's configuration of a cache that was made; null if there is none. Its objects are
   * left serialized.
   */
  @Nullable CacheConfigHolder configuration(String prefixedName, String name) {
    return CacheGetConfigCodec.decodeResponse(
        call(prefixedName, CacheGetConfigCodec.encodeRequest(prefixedName, name)));
  }

  /** The caches that the cluster has, by their names with the manager's prefix. */
  Set<String> caches() {
    return ClientGetDistributedObjectsCodec.decodeResponse(
            answer(
                new ClientInvocation(
                    client, ClientGetDistributedObjectsCodec.encodeRequest(), client.getName()),
                "the names of caches"))
        .stream()
        .filter(object -> object.getServiceName().equals(ICacheService.SERVICE_NAME))
        .map(DistributedObjectInfo::getName)
        .collect(Collectors.toSet());
  }

  private ClientMessage call(String prefixedName, ClientMessage request) {
    int partition = client.getClientPartitionService().getPartitionId(prefixedName);
    return answer(
        new ClientInvocation(client, request, prefixedName, partition),
        "the configuration of cache '" + prefixedName + "'");
  }

  private static ClientMessage answer(ClientInvocation call, String asked) {
    try {
      return call.invoke().get();
    } catch (ExecutionException e) {
      throw new CacheException("Hazelcast's members don't tell " + asked, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException("Interrupted while waiting for Hazelcast's members", e);
    }
  }
}
