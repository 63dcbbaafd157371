package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server of settings that doesn't answer: the start ends by an error, and not never. */
@Tag("slow")
@Timeout(60)
class SilentServerTest {
  private final List<Socket> waiting = new ArrayList<>();
  private final ServerSocket server;

  SilentServerTest() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); // nothing accepts
  }

  @AfterEach
  void close() throws IOException {
    for (Socket each : waiting) {
      each.close();
    }
    server.close();
  }

  private void assertReadingEnds() {
    Properties manager = new Properties();
    manager.put(
        "sealcache.config", "https://localhost:%d/settings".formatted(server.getLocalPort()));
    long begin = System.nanoTime();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SettingsFile.find(manager, new Properties(), Map.of(), getClass().getClassLoader()))
        .withMessageContaining("cannot be read (SocketTimeoutException)");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));
  }

  @Test
  void serverThatSaysNothing_isGivenUp() {
    assertReadingEnds();
  }

  @Test
  void serverThatTakesNoConnection_isGivenUp() throws IOException {
    boolean full = false;
    while (!full) { // the system takes as many as its queue is long
      Socket next = new Socket();
      waiting.add(next);
      try {
        next.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 500);
      } catch (IOException e) {
        full = true;
      }
    }

    assertReadingEnds();
  }
}
