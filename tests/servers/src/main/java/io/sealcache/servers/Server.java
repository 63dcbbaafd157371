package io.sealcache.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A server process, which ends with the JVM that started it. */
public sealed class Server implements AutoCloseable
    permits GlassFishServer,
        HazelcastServer,
        HotRodServer,
        IgniteServer,
        InfinispanServer,
        MotoServer,
        PostgresServer,
        RedisServer {
  private final Process process;
  private final String said;
  private final Thread lastResort;

  /**
   * Starts it, and waits until it says that it is ready.
   *
   * @throws IOException if it ends before that
   */
  Server(List<String> command, Predicate<String> ready) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // A server in another place has nothing of this build's environment in its memory.
    builder.environment().keySet().retainAll(Set.of("PATH", "LANG", "LC_ALL"));
    this.process = builder.start();
    this.lastResort = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(lastResort);
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); !isReady(line, ready); line = output.readLine()) {
      if (line == null) {
        throw new IOException("The server ended at once: " + command + "\n" + said);
      }
      said.append(line).append('\n');
    }
    this.said = said.toString();
    drain(output);
  }

  /**
   * The start of a command that runs a JVM like this one: it is compiled as quickly, or as well,
   * and collects in the same way.
   */
  static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:Tiered") || option.endsWith("GC"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-Djava.net.preferIPv4Stack=true"));
    return command;
  }

  private static boolean isReady(@Nullable String line, Predicate<String> ready) {
    return line != null && ready.test(line);
  }

  // A pipe that nobody reads would stop the server.
  private static void drain(BufferedReader output) {
    Thread reader =
        new Thread(
            () -> {
              try {
                while (output.readLine() != null) {}
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "server-output");
    reader.setDaemon(true);
    reader.setUncaughtExceptionHandler((thread, e) -> {}); // the server was stopped
    reader.start();
  }

  /** The output until it was ready. */
  public String said() {
    return said;
  }

  /** Of its process. */
  public long pid() {
    return process.pid();
  }

  /** Kills it, which gives it no time to say goodbye. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(lastResort);
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("A server does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
