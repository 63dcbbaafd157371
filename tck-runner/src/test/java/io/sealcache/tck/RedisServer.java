package io.sealcache.tck;

import java.io.IOException;
import java.util.List;

/** A {@code redis-server} of the system, which keeps nothing on disk. */
final class RedisServer extends Server {
  private RedisServer(List<String> command) throws IOException {
    super(command, line -> line.contains("Ready to accept connections"));
  }

  /** Starts one and tells its address in the system property {@code tck.redis}. */
  static RedisServer start() throws IOException {
    int port = Ports.free();
    System.setProperty("tck.redis", "redis://127.0.0.1:" + port);
    return new RedisServer(
        List.of(
            "redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--save",
            "",
            "--appendonly",
            "no"));
  }
}
