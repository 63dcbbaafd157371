package io.sealcache.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  /** Has it write all that it holds to {@code dump.rdb}. */
  public void save() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("SAVE\r\n".getBytes(US_ASCII));
      String answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      if (!"+OK".equals(answer)) {
        throw new IOException("redis-server answers SAVE with " + answer);
      }
    }
  }

  /** Whether there is a {@code redis-server} on the path. */
  public static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, "redis-server")));
  }
}
