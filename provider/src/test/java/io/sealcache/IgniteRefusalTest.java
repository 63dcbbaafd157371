package io.sealcache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code that Ignite's own configuration gives to caches is refused: it would see ciphertext. */
class IgniteRefusalTest {
  private static final Path OPENS = Path.of("../tck-runner/src/stores/ignite.options");

  /** By the name of a cache, what became of it. */
  private static final Map<String, String> OUTCOMES = new HashMap<>();

  @BeforeAll
  static void run(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("ignite.log");
    Process process = new ProcessBuilder(command(directory)).redirectError(log.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    for (String line : output.lines().toList()) {
      String[] parts = line.split(": ", 2);
      if (parts.length == 2) {
        OUTCOMES.put(parts[0], parts[1]);
      }
    }
    assertThat(process.exitValue()).as("%s%n%s", output, Files.readString(log)).isZero();
  }

  private static List<String> command(Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // So that what is covered there counts here.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-javaagent:"))
        .forEach(command::add);
    for (String option : Files.readAllLines(OPENS)) {
      command.addAll(List.of(option.split(" ")));
    }
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-DIGNITE_QUIET=true"));
    command.addAll(List.of("-DIGNITE_UPDATE_NOTIFIER=false", "-DIGNITE_LOCAL_HOST=127.0.0.1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IgniteDeclaredCaches.class.getName());
    command.add(String.valueOf(freePort()));
    command.add(directory.toString());
    return command;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @CsvSource({"stored, a cache store", "intercepted, an interceptor", "queried, query entities"})
  void createCache_ofOneThatIsGivenCode_isRefused(String cache, String what) {
    assertThat(OUTCOMES.get(cache))
        .isEqualTo(
            "Ignite's configuration gives cache '%s' %s, which would be handed encrypted entries; remove it there",
            cache, what);
  }

  @Test
  void createCache_ofOneWithoutCode_opensIt() {
    assertThat(OUTCOMES.get("plain")).isEqualTo("value, stored by the node as ciphertext");
    assertThat(OUTCOMES.get("new")).isEqualTo("value, stored by the node as ciphertext");
  }
}
