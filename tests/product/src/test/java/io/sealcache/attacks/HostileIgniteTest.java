package io.sealcache.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever controls a node of Ignite names a class of the application in what it sends. */
class HostileIgniteTest {
  /** Of those in Ignite's documentation. */
  private static final List<String> OPENED =
      List.of(
          "java.base/jdk.internal.access",
          "java.base/jdk.internal.misc",
          "java.base/sun.nio.ch",
          "java.base/sun.util.calendar",
          "java.management/com.sun.jmx.mbeanserver",
          "jdk.internal.jvmstat/sun.jvmstat.monitor",
          "java.base/sun.reflect.generics.reflectiveObjects",
          "jdk.management/com.sun.management.internal",
          "java.base/java.io",
          "java.base/java.nio",
          "java.base/java.net",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.locks",
          "java.base/java.util.concurrent.atomic",
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.math",
          "java.base/java.time",
          "java.base/java.text",
          "java.management/sun.management");

  @TempDir Path directory;

  @Tag("slow")
  @Test
  @Timeout(300)
  void plantedObjects_areMalformedAndInitialiseNothing() throws Exception {
    assertThat(run())
        .contains(
            "SEEN [IBAN, null, {}, false, false, [ada], MALFORMED true, again, true, initialised"
                + " false]");
  }

  private String run() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(packages -> command.addAll(List.of("--add-opens", packages + "=ALL-UNNAMED")));
    Stream.of(
            "-Xmx400m",
            "-Djava.net.preferIPv4Stack=true",
            "-DIGNITE_QUIET=true",
            "-DIGNITE_UPDATE_NOTIFIER=false",
            "-DIGNITE_NO_ASCII=true",
            "-DIGNITE_LOCAL_HOST=127.0.0.1",
            "-DIGNITE_TCP_DISCOVERY_ADDRESSES=127.0.0.1:" + Ports.free(), // no cluster of others
            "-cp",
            System.getProperty("java.class.path"),
            HostileIgnite.class.getName())
        .forEach(command::add);
    Process application =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    try {
      String said = new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(application.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return said;
    } finally {
      application.destroyForcibly();
    }
  }
}
