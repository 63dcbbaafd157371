package io.sealcache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that jlink made needs no Flight Recorder for SealCache. */
public class FlightlessTest {
  @Test
  void jvmWithoutFlightRecorder_encryptsAsAny() throws Exception {
    assertThat(run("--limit-modules", "java.base,java.logging,java.management"))
        .isEqualTo("absent, opened, null, told");
  }

  @Test
  void jvmThatRecordsNothing_doesTheSameAndLoadsNoEvent(@TempDir Path directory) throws Exception {
    Path loaded = directory.resolve("loaded");

    assertThat(run("-Xlog:class+load:file=" + loaded)).isEqualTo("present, opened, null, told");

    assertThat(Files.readString(loaded))
        .contains("io.sealcache.internal.audit.SecurityEvents ")
        .doesNotContain("io.sealcache.internal.audit.SecurityEvents$Told ")
        .doesNotContain("jdk.jfr.internal.MetadataRepository ");
  }

  public static String run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FlightlessProgram.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
