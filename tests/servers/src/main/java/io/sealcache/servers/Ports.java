package io.sealcache.servers;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on loopback. */
public final class Ports {
  private static final int FROM = 20_000;
  private static final int TO = 32_768;
  private static final int TRIES = 100;

  private Ports() {}

  /**
   * A port that is free now, and below those that systems give away by themselves: any connection
   * that somebody opens meanwhile could be given one of those.
   */
  public static int free() throws IOException {
    for (int i = 1; ; i++) {
      int port = ThreadLocalRandom.current().nextInt(FROM, TO);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }
}
