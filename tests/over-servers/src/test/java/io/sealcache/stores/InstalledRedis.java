package io.sealcache.stores;

import io.sealcache.servers.Needs;
import io.sealcache.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Path;

/** The system's {@code redis-server}: tests that need it are skipped where there is none. */
final class InstalledRedis {
  private InstalledRedis() {}

  /** As {@link RedisServer#start}. */
  static RedisServer start(Path directory) throws IOException {
    Needs.redisServer();
    return RedisServer.start(directory);
  }

  /** As {@link RedisServer#appending}. */
  static RedisServer appending(Path directory, int port) throws IOException {
    Needs.redisServer();
    return RedisServer.appending(directory, port);
  }
}
