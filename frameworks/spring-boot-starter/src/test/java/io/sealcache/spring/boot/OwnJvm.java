package io.sealcache.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that a test starts. */
final class OwnJvm {
  private OwnJvm() {}

  /**
   * Starts a class with lines of configuration, and waits until it ends.
   *
   * @param output the file that it is to write to
   * @param main the class, after options of the JVM
   * @return its output
   */
  static String run(Path output, List<String> classPath, List<String> main, String... lines)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dspring.devtools.restart.enabled=false",
                "-cp",
                String.join(File.pathSeparator, classPath)));
    command.addAll(main);
    Arrays.stream(lines).map(line -> "--" + line).forEach(command::add);
    return printed(command, output);
  }

  /** The output of a program until it ends, in that file too. */
  static String printed(List<String> command, Path output)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(300, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(output, UTF_8);
    assertThat(ended).as(text).isTrue();
    return text;
  }
}
