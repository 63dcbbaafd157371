package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cluster of three bare members, each entry on two of them, that loses one under load. */
@Timeout(180)
class MemberFailureTest {
  private static final String NAME = "replicated";
  private static final long SECONDS = 10;
  private static final long BEFORE_THE_FAILURE = 3_000;

  @Test
  void kill_oneOfThreeMembersUnderLoad_losesNothingAcknowledged() throws Exception {
    String cluster = "test-" + UUID.randomUUID();
    String bare = ClassPath.of(Hazelcast.class, Cache.class);
    try (HazelcastServer first = HazelcastServer.start(bare, cluster, null);
        HazelcastServer failing = HazelcastServer.start(bare, cluster, first.address());
        HazelcastServer third = HazelcastServer.start(bare, cluster, first.address());
        ClientJvm one = client(cluster, first);
        ClientJvm other = client(cluster, third)) {
      one.call(MemberFailureTest::open);
      other.call(MemberFailureTest::open);
      var load = one.begin(load("one"));
      var otherLoad = other.begin(load("other"));
      Thread.sleep(BEFORE_THE_FAILURE);
      failing.close();

      assertKept(load.get(90, TimeUnit.SECONDS), other);
      assertKept(otherLoad.get(90, TimeUnit.SECONDS), one);
      assertCounted(one, List.of(load.join(), otherLoad.join()));
    }
  }

  private static ClientJvm client(String cluster, HazelcastServer member) {
    return ClientJvm.sealing(
        StoreKind.HAZELCAST.options(cluster, member.port(), RunningStore.ANY_MEMBER));
  }

  private static void assertKept(MixedLoad load, ClientJvm reader) {
    KeptEntries kept = load.kept();
    List<String> wrong =
        reader.call(
            application -> {
              kept.check(application.cache(NAME));
              return kept.wrong();
            });
    assertThat(wrong).isEmpty();
    assertThat(load.undocumented()).isEmpty();
    assertThat(load.rounds()).isGreaterThan(100);
  }

  private static void assertCounted(ClientJvm reader, List<MixedLoad> loads) {
    int counted = loads.stream().mapToInt(MixedLoad::counted).sum();
    int inDoubt = loads.stream().mapToInt(MixedLoad::countedInDoubt).sum();
    int counter =
        reader.call(application -> application.<String, Integer>cache(NAME).get(MixedLoad.COUNTER));
    assertThat(counter).isBetween(counted, counted + inDoubt);
  }

  private static boolean open(ClientApplication application) {
    application.create(NAME, new MutableConfiguration<String, Integer>());
    return true;
  }

  private static Task<MixedLoad> load(String prefix) {
    return application -> new MixedLoad(prefix).run(application.cache(NAME), SECONDS);
  }
}
