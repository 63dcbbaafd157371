package io.sealcache.tck;

import com.hazelcast.core.Hazelcast;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** A Hazelcast member in a JVM of its own. */
final class HazelcastServer extends Server {
  private final int port;

  private HazelcastServer(List<String> command, int port) throws IOException {
    super(command, line -> line.contains("is STARTED"));
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param first the address of a member to join; null: none
   */
  static HazelcastServer start(String classPath, String cluster, @Nullable String first)
      throws IOException {
    int port = Ports.free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Dhazelcast.config=" + config());
    command.add("-Dtck.cluster=" + cluster);
    command.add("-Dtck.port=" + port);
    command.add("-Dtck.member=" + (first == null ? "127.0.0.1:" + port : first));
    command.add("-cp");
    command.add(classPath);
    command.add("com.hazelcast.core.server.HazelcastMemberStarter");
    return new HazelcastServer(command, port);
  }

  private static String config() {
    try {
      return Path.of(HazelcastServer.class.getResource("/hazelcast-cluster.xml").toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Hazelcast and the JCache API, and nothing of ours, of the tests or of an application. */
  static String bareClassPath() {
    return place(Hazelcast.class) + File.pathSeparator + place(Cache.class);
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }
}
