package io.sealcache.stores;

import io.sealcache.stores.ClientApplication.Answer;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link ClientApplication} in a JVM of its own, which ends with the test's. */
final class ClientJvm implements AutoCloseable {
  private final Process process;
  private final ObjectOutputStream out;
  private final ObjectInputStream in;

  private ClientJvm(Process process) throws IOException {
    this.process = process;
    this.out = new ObjectOutputStream(process.getOutputStream());
    out.flush();
    this.in = new ObjectInputStream(process.getInputStream());
  }

  /** Starts one that uses SealCache over this store. */
  static ClientJvm sealing(List<String> options) {
    return start(options, ClientApplication.sealing().getName());
  }

  /**
   * Starts one; whatever fails in it fails at its first task.
   *
   * @param provider the class name of its caching provider
   */
  static ClientJvm start(List<String> options, String provider) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.net.preferIPv4Stack=true");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ClientApplication.class.getName(), provider));
    try {
      return new ClientJvm(
          new ProcessBuilder(command).redirectError(log().toFile()).start()); // not into a pipe
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path log() throws IOException {
    Path directory = Files.createDirectories(Path.of("target", "applications"));
    return File.createTempFile("application", ".log", directory.toFile()).toPath();
  }

  /**
   * Has the application do it, and waits.
   *
   * @throws RuntimeException what the task threw, as it threw it
   */
  // The application is the test's own, and answers null only to a task whose type says so.
  @SuppressWarnings({"BanSerializableRead", "unchecked", "NullAway"})
  synchronized <R extends @Nullable Object> R call(Task<R> task) {
    try {
      out.writeObject(task);
      out.reset();
      out.flush();
      Answer answer = (Answer) in.readObject();
      if (answer.thrown() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (answer.thrown() != null) {
        throw new IllegalStateException(answer.thrown());
      }
      return (R) answer.result();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has the application do it while the test goes on. */
  <R extends @Nullable Object> CompletableFuture<R> begin(Task<R> task) {
    CompletableFuture<R> result = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                result.complete(call(task));
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    waiting.setDaemon(true);
    waiting.start();
    return result;
  }

  /** Leaves it no time to say goodbye: SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets it close its caching provider and end. */
  @Override
  public void close() throws IOException, InterruptedException {
    try {
      out.close();
    } catch (IOException e) {
      // it has ended
    }
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
