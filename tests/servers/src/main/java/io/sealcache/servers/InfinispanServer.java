package io.sealcache.servers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The first node of an Infinispan cluster, in a JVM of its own. */
public final class InfinispanServer extends Server {
  private final int port;

  private InfinispanServer(List<String> command, int port) throws IOException {
    super(command, line -> line.contains(InfinispanNode.READY));
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param classPath of its JVM: this module, and Infinispan with what it needs
   * @throws IOException if it doesn't start
   */
  public static InfinispanServer start(String classPath, String cluster) throws IOException {
    int port = Ports.free();
    List<String> command = java();
    command.add("-Dstore.cluster=" + cluster);
    command.add("-Dstore.port=" + port);
    command.add("-Dstore.member=127.0.0.1[" + port + "]");
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of(InfinispanNode.class.getName(), config().toString()));
    return new InfinispanServer(command, port);
  }

  /** Its configuration, for nodes that join: it names their cluster, port and first node. */
  public static Path config() throws IOException {
    Path file = Files.createTempFile("infinispan-cluster", ".xml");
    file.toFile().deleteOnExit();
    try (InputStream resource =
        requireNonNull(InfinispanServer.class.getResourceAsStream("/infinispan-cluster.xml"))) {
      Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /** Host and port, as JGroups writes it. */
  public String address() {
    return "127.0.0.1[" + port + "]";
  }
}
