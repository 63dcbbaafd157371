package io.sealcache.servers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Hazelcast member in a JVM of its own. */
public final class HazelcastServer extends Server {
  private final int port;

  private HazelcastServer(List<String> command, int port) throws IOException {
    super(command, line -> line.contains("is STARTED"));
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param classPath of its JVM; {@link ClassPath#of} Hazelcast and the JCache API makes a bare one
   * @param first the address of a member to join; null: none
   * @throws IOException if it doesn't start
   */
  public static HazelcastServer start(String classPath, String cluster, @Nullable String first)
      throws IOException {
    return start(classPath, cluster, first, "");
  }

  /**
   * Starts one, as above.
   *
   * @param declarations more of its configuration, as XML
   */
  public static HazelcastServer start(
      String classPath, String cluster, @Nullable String first, String declarations)
      throws IOException {
    int port = Ports.free();
    List<String> command = java();
    command.add("-Dhazelcast.config=" + config(declarations));
    command.add("-Dstore.cluster=" + cluster);
    command.add("-Dstore.port=" + port);
    command.add("-Dstore.member=" + (first == null ? "127.0.0.1:" + port : first));
    command.add("-cp");
    command.add(classPath);
    command.add("com.hazelcast.core.server.HazelcastMemberStarter");
    return new HazelcastServer(command, port);
  }

  // A bare member doesn't see our resources.
  private static Path config(String declarations) throws IOException {
    Path file = Files.createTempFile("hazelcast-cluster", ".xml");
    file.toFile().deleteOnExit();
    try (InputStream resource =
        requireNonNull(HazelcastServer.class.getResourceAsStream("/hazelcast-cluster.xml"))) {
      String xml = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(file, xml.replace("</hazelcast>", declarations + "</hazelcast>"));
    }
    return file;
  }

  public int port() {
    return port;
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + port;
  }
}
