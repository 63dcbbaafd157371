package io.sealcache.examples;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Address;
import com.hazelcast.config.ClasspathYamlConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.Properties;

/** The store: a Hazelcast member that outlives the applications that connect to it as clients. */
final class HazelcastServer implements AutoCloseable {
  private final HazelcastInstance member =
      Hazelcast.newHazelcastInstance(
          new ClasspathYamlConfig("io/sealcache/examples/hazelcast.yaml"));

  /** Its contents, with the rights of whoever runs it. */
  Operator operator() {
    return new Operator(member);
  }

  /** The settings that SealCache needs for the store; its keys are to be added. */
  Properties clientSettings() {
    Properties settings = new Properties();
    settings.setProperty(
        "sealcache.store.provider", "com.hazelcast.client.cache.HazelcastClientCachingProvider");
    // Hazelcast's own property: what doesn't begin with "sealcache." is handed on to the store.
    settings.put("hazelcast.instance.itself", newClient());
    return settings;
  }

  private HazelcastInstance newClient() {
    Address address = member.getCluster().getLocalMember().getAddress();
    ClientConfig config = new ClientConfig();
    config.setClusterName(member.getConfig().getClusterName());
    config.getNetworkConfig().addAddress(address.getHost() + ":" + address.getPort());
    return HazelcastClient.newHazelcastClient(config);
  }

  @Override
  public void close() {
    HazelcastClient.shutdownAll();
    member.shutdown();
  }
}
