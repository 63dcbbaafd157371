package io.sealcache.stores;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import io.sealcache.servers.Ports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.cache.Cache;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster of three bare members, each entry on two of them, that loses two under load. */
@Timeout(300)
class MemberFailureTest {
  private static final String BARE = ClassPath.of(Hazelcast.class, Cache.class);
  private static final long SECONDS = 20;
  private static final long BEFORE_A_FAILURE = 3_000;

  private final String cluster = "test-" + UUID.randomUUID();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void kill_oneMemberAndLaterAnother_losesNothingAcknowledged(boolean redo) throws Exception {
    try (HazelcastServer first = HazelcastServer.start(BARE, cluster, null);
        HazelcastServer failing = HazelcastServer.start(BARE, cluster, first.address());
        HazelcastServer failingLater = HazelcastServer.start(BARE, cluster, first.address());
        ClientJvm one = client(first, redo);
        ClientJvm other = client(first, redo)) {
      HazelcastInstance observer = observer(first);
      try {
        LoadedCache cache = LoadedCache.load(List.of(one, other), SECONDS);
        Thread.sleep(BEFORE_A_FAILURE);
        failing.close();
        HazelcastServer replacement = HazelcastServer.start(BARE, cluster, first.address());
        try (replacement) {
          awaitSafe(observer);
          Thread.sleep(BEFORE_A_FAILURE);
          failingLater.close();

          cache.assertKept(2);
        }
      } finally {
        observer.shutdown();
      }
    }
  }

  private ClientJvm client(HazelcastServer member, boolean redo) {
    List<String> options =
        new ArrayList<>(
            StoreKind.HAZELCAST.options(cluster, member.port(), RunningStore.ANY_MEMBER));
    options.add("-Dstore.redo=" + redo);
    return ClientJvm.sealing(options);
  }

  /** A member without entries, which knows when all of them are on two others. */
  private HazelcastInstance observer(HazelcastServer member) throws IOException {
    Config config = new Config().setClusterName(cluster).setLiteMember(true);
    config.setProperty("hazelcast.phone.home.enabled", "false");
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

  private static void awaitSafe(HazelcastInstance observer) throws Exception {
    Await.until(
        120,
        () ->
            observer.getCluster().getMembers().size() == 4
                && observer.getPartitionService().isClusterSafe());
  }
}
