package io.sealcache.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An Infinispan server in a JVM of its own, for Hot Rod clients. */
public final class HotRodServer extends Server {
  private final int port;

  private HotRodServer(List<String> command, int port) throws IOException {
    super(command, line -> line.contains("The server is ready"));
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param module where the module test-hotrod has its classes and jars
   * @throws IOException if it doesn't start
   */
  public static HotRodServer start(Path module) throws IOException {
    int port = Ports.free();
    Path state = Files.createTempDirectory("hotrod");
    state.toFile().deleteOnExit();
    List<String> command = java();
    command.add("-cp");
    command.add(
        module.resolve("classes") + File.pathSeparator + module.resolve("lib").resolve("*"));
    command.addAll(
        List.of("io.sealcache.hotrod.HotRodNode", String.valueOf(port), state.toString()));
    return new HotRodServer(command, port);
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + port;
  }
}
