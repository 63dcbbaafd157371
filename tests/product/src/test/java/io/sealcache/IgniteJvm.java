package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program in a JVM that has opened what Ignite wants opened. */
final class IgniteJvm {
  private static final Path OPENS = Path.of("../../tck-runner/src/stores/ignite.options");

  private IgniteJvm() {}

  /**
   * What the program said in lines such as {@code name: text}, by their names.
   *
   * @param directory for its files
   */
  static Map<String, String> run(Class<?> program, Path directory, String... arguments)
      throws IOException, InterruptedException {
    Path log = directory.resolve("ignite.log");
    List<String> command = command(program);
    command.addAll(List.of(arguments));
    Path out = directory.resolve("program.log");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    boolean ended = process.waitFor(300, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
    Map<String, String> said = new HashMap<>();
    for (String line : Files.readAllLines(out)) {
      String[] parts = line.split(": ", 2);
      if (parts.length == 2) {
        said.put(parts[0], parts[1]);
      }
    }
    return said;
  }

  private static List<String> command(Class<?> program) throws IOException {
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
    command.add("-DIGNITE_SKIP_CONFIGURATION_CONSISTENCY_CHECK=true"); // for a tap's sake
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    return command;
  }
}
