package io.sealcache.servers;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A {@code moto_server} of the system, which pretends to be AWS and forgets all as it ends. */
public final class MotoServer extends Server {
  private final int port;

  private MotoServer(List<String> command, int port) throws IOException {
    super(command, line -> line.contains("Running on http"));
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @throws IOException if it doesn't start
   */
  public static MotoServer start() throws IOException {
    int port = Ports.free();
    return new MotoServer(List.of("moto_server", "-H", "127.0.0.1", "-p", "" + port), port);
  }

  /** The endpoint of all of its services. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }
}
