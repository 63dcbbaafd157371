package io.sealcache.stores;

import io.sealcache.servers.Ports;
import io.sealcache.servers.RedisServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Redis that has each command on disk before it answers, and is killed under load. */
@Timeout(300)
class RedisFailureTest {
  private static final long SECONDS = 12;
  private static final long BEFORE_THE_FAILURE = 3_000;
  private static final long DOWN = 2_000;

  @Test
  void kill_appendingRedisUnderLoad_losesNothingAcknowledged() throws Exception {
    Path directory = RunningStore.newDirectory();
    int port = Ports.free();
    List<String> options = StoreKind.REDIS.options("", port, "");
    try (ClientJvm one = ClientJvm.sealing(options);
        ClientJvm other = ClientJvm.sealing(options)) {
      LoadedCache cache;
      try (RedisServer redis = InstalledRedis.appending(directory, port)) {
        cache = LoadedCache.load(List.of(one, other), SECONDS);
        Thread.sleep(BEFORE_THE_FAILURE);
      }
      Thread.sleep(DOWN);
      try (RedisServer again = InstalledRedis.appending(directory, port)) {
        cache.assertKept(1);
      }
    }
  }
}
