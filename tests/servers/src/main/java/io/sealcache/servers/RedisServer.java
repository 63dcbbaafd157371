package io.sealcache.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code redis-server} of the system. */
public final class RedisServer extends Server {
  private final int port;

  private RedisServer(List<String> command, int port) throws IOException {
    super(command, line -> line.contains("Ready to accept connections"));
    this.port = port;
  }

  /**
   * Starts one that writes to disk only when it is told to.
   *
   * @param directory where a {@code SAVE} puts its {@code dump.rdb}, uncompressed
   * @throws IOException if it doesn't start
   */
  public static RedisServer start(Path directory) throws IOException {
    return start(directory, Ports.free(), List.of("--appendonly", "no"));
  }

  /**
   * Starts one that has each command on disk before it answers, in files of {@code appendonlydir}.
   * One that was killed goes on where it was.
   *
   * @throws IOException if it doesn't start
   */
  public static RedisServer appending(Path directory, int port) throws IOException {
    return start(directory, port, List.of("--appendonly", "yes", "--appendfsync", "always"));
  }

  private static RedisServer start(Path directory, int port, List<String> more) throws IOException {
    List<String> command = new ArrayList<>(List.of("redis-server", "--bind", "127.0.0.1"));
    command.addAll(List.of("--port", String.valueOf(port), "--dir", directory.toString()));
    command.addAll(List.of("--rdbcompression", "no", "--save", ""));
    command.addAll(more);
    return new RedisServer(command, port);
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
}
