package io.sealcache.stores;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import java.io.IOException;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.cache.Cache;

/** A member of Hazelcast that has no class of ours, and that is one test's after another's. */
record BareMember(HazelcastServer server, String cluster) {
  /** Those that nobody uses, and that have no cache. */
  private static final Queue<BareMember> IDLE = new ConcurrentLinkedQueue<>();

  /** One without a cache, which nobody else uses. */
  static BareMember take() throws IOException {
    BareMember idle = IDLE.poll();
    if (idle != null) {
      return idle;
    }
    String cluster = "test-" + UUID.randomUUID();
    String classPath = ClassPath.of(Hazelcast.class, Cache.class);
    return new BareMember(HazelcastServer.start(classPath, cluster, null), cluster);
  }

  /** Destroys what is in it, and gives it back. */
  void release() {
    ClientConfig config =
        new ClientConfig()
            .setClusterName(cluster)
            .setProperty("hazelcast.logging.type", "jdk")
            .setProperty("hazelcast.client.statistics.enabled", "false");
    config.getNetworkConfig().addAddress("127.0.0.1:" + server.port());
    HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
    try {
      client.getDistributedObjects().forEach(DistributedObject::destroy);
      if (!client.getDistributedObjects().isEmpty()) {
        throw new IllegalStateException("A member keeps " + client.getDistributedObjects());
      }
    } finally {
      client.shutdown();
    }
    IDLE.add(this);
  }
}
