package io.sealcache.stores;

import static java.util.Objects.requireNonNull;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.servers.HazelcastServer;
import io.sealcache.servers.Ports;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/** A cluster of three members in JVMs of their own, each entry on two of them. */
final class HazelcastMembers implements AutoCloseable {
  private static final int SIZE = 3;
  private static final int SAFE_AFTER_SECONDS = 600; // on a busy machine

  private final String cluster = "test-" + UUID.randomUUID();
  private final String classPath;
  private final Deque<HazelcastServer> members = new ArrayDeque<>();
  private final HazelcastInstance observer;

  private HazelcastMembers(String classPath) throws IOException {
    this.classPath = classPath;
    members.add(HazelcastServer.start(classPath, cluster, null));
    while (members.size() < SIZE) {
      members.add(HazelcastServer.start(classPath, cluster, first().address()));
    }
    this.observer = observer(first());
  }

  static HazelcastMembers start(String classPath) throws Exception {
    HazelcastMembers started = new HazelcastMembers(classPath);
    started.awaitSafe();
    return started;
  }

  String cluster() {
    return cluster;
  }

  /** The oldest. */
  HazelcastServer first() {
    return requireNonNull(members.peekFirst());
  }

  /** Kills the oldest, and starts another; returns once all entries are on two members again. */
  void replaceOne() throws Exception {
    requireNonNull(members.pollFirst()).close();
    members.add(HazelcastServer.start(classPath, cluster, first().address()));
    awaitSafe();
  }

  private void awaitSafe() throws Exception {
    Await.until(
        SAFE_AFTER_SECONDS,
        () ->
            observer.getCluster().getMembers().size() == SIZE + 1
                && observer.getPartitionService().isClusterSafe());
  }

  /** A member without entries, which knows when all of them are on two others. */
  private HazelcastInstance observer(HazelcastServer member) throws IOException {
    Config config = new Config().setClusterName(cluster).setLiteMember(true);
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "jdk");
    config.setProperty("hazelcast.partition.count", "11");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getMetricsConfig().setEnabled(false);
    var network = config.getNetworkConfig().setPort(Ports.free()).setPublicAddress("127.0.0.1");
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
    network.getJoin().getTcpIpConfig().setEnabled(true).addMember(member.address());
    return Hazelcast.newHazelcastInstance(config);
  }

  @Override
  public void close() {
    observer.getLifecycleService().terminate();
    members.forEach(HazelcastServer::close);
  }
}
