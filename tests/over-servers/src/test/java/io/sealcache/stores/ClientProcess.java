package io.sealcache.stores;

import io.sealcache.stores.ClientApplication.Answer;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A JVM that runs one {@link ClientApplication} after another, and ends with the test's. */
final class ClientProcess {
  private static final int GOODBYE_SECONDS = 20;

  /** Those without an application, since a JVM takes longer to start than most tests. */
  private static final Queue<ClientProcess> IDLE = new ConcurrentLinkedQueue<>();

  private final Process process;
  private final ObjectOutputStream out;
  private final ObjectInputStream in;

  private ClientProcess(Process process) throws IOException {
    this.process = process;
    this.out = new ObjectOutputStream(process.getOutputStream());
    out.flush();
    this.in = new ObjectInputStream(process.getInputStream());
  }

  /** One without an application. */
  static ClientProcess take() {
    ClientProcess idle = IDLE.poll();
    return idle == null ? start(List.of()) : idle;
  }

  /** A new one, with options of its own. */
  static ClientProcess start(List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.net.preferIPv4Stack=true");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ClientApplication.class.getName());
    try {
      return new ClientProcess(
          new ProcessBuilder(command).redirectError(log().toFile()).start()); // not into a pipe
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path log() throws IOException {
    Path directory = Files.createDirectories(Path.of("target", "applications"));
    return File.createTempFile("application", ".log", directory.toFile()).toPath();
  }

  /** Gives it back, without an application. */
  void release() {
    IDLE.add(this);
  }

  /** Tells it something that it does not answer. */
  synchronized void tell(Serializable message) {
    try {
      out.writeObject(message);
      out.reset();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells it something, and waits for the answer. */
  @SuppressWarnings("BanSerializableRead") // the application is the test's own
  synchronized Answer ask(Serializable message) {
    tell(message);
    try {
      return (Answer) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves it no time to say goodbye: SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets it close its application and end. */
  void end() throws InterruptedException {
    try {
      out.close();
    } catch (IOException e) {
      // it has ended
    }
    if (!process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
