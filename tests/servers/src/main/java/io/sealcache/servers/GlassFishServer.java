package io.sealcache.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An embedded GlassFish, which is a Jakarta server in one jar. */
public final class GlassFishServer extends Server {
  private final int port;

  private GlassFishServer(List<String> command, int port) throws IOException {
    super(command, line -> line.contains("GLASSFISH STARTED"));
    this.port = port;
  }

  /**
   * Starts one, and deploys applications, each at the name of its file.
   *
   * @param jar of the server
   * @param place where it unpacks itself
   * @param options of its JVM
   * @throws IOException if it doesn't start; not if an application doesn't, of which it says why
   */
  public static GlassFishServer start(
      Path jar, Path place, List<String> options, List<Path> applications) throws IOException {
    int port = Ports.free();
    Path properties = place.resolve("glassfish.properties");
    Files.writeString(
        properties,
        "embedded-glassfish-config.server.network-config.network-listeners.network-listener"
            + ".http-listener.address=127.0.0.1\n");
    List<String> command = java();
    command.addAll(options);
    command.addAll(List.of("-Djava.io.tmpdir=" + place, "-jar", jar.toString()));
    command.addAll(List.of("--port=" + port, "--properties=" + properties));
    applications.forEach(file -> command.add(file.toString()));
    return new GlassFishServer(command, port);
  }

  /** Where something of an application is. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
