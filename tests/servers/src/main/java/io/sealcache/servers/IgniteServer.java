package io.sealcache.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** A server node of Ignite in a JVM of its own. */
public final class IgniteServer extends Server {
  private final int port;

  private IgniteServer(List<String> command, int port) throws IOException {
    super(command, line -> line.contains(IgniteNode.READY));
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param classPath of its JVM: this module, and Ignite with what it needs
   * @param options of its JVM: what Ignite wants opened
   * @throws IOException if it doesn't start
   */
  public static IgniteServer start(String classPath, List<String> options) throws IOException {
    int port = Ports.free();
    List<String> command = java();
    command.add("-DIGNITE_QUIET=true");
    command.add("-DIGNITE_UPDATE_NOTIFIER=false");
    command.add("-DIGNITE_NO_ASCII=true");
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(IgniteNode.class.getName());
    command.add(String.valueOf(port));
    command.add(String.valueOf(Ports.free()));
    command.add(Files.createTempDirectory("ignite").toString());
    return new IgniteServer(command, port);
  }

  /** Host and port of discovery. */
  public String address() {
    return "127.0.0.1:" + port;
  }
}
