package io.sealcache.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A {@code redis-server} of the system, which writes to disk only when it is told to. */
public final class RedisServer extends Server {
  private final int port;

  private RedisServer(List<String> command, int port) throws IOException {
    super(command, line -> line.contains("Ready to accept connections"));
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param directory where a {@code SAVE} puts its {@code dump.rdb}, uncompressed
   * @throws IOException if it doesn't start
   */
  public static RedisServer start(Path directory) throws IOException {
    int port = Ports.free();
    return new RedisServer(
        List.of(
            "redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--dir",
            directory.toString(),
            "--rdbcompression",
            "no",
            "--save",
            "",
            "--appendonly",
            "no"),
        port);
  }

  public int port() {
    return port;
  }

  /** As Redisson's configuration names it. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }
}
