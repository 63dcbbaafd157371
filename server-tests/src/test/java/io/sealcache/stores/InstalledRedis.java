package io.sealcache.stores;

import io.sealcache.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The system's {@code redis-server}: tests that need it are left out where there is none. */
final class InstalledRedis {
  private InstalledRedis() {}

  /** As {@link RedisServer#start}. */
  static RedisServer start(Path directory) throws IOException {
    assume();
    return RedisServer.start(directory);
  }

  /** As {@link RedisServer#appending}. */
  static RedisServer appending(Path directory, int port) throws IOException {
    assume();
    return RedisServer.appending(directory, port);
  }

  private static void assume() {
    Assumptions.assumeTrue(
        RedisServer.isInstalled(), "LEFT OUT: there is no redis-server on the path");
  }
}
