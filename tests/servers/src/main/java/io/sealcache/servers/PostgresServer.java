package io.sealcache.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of the system, with a database that is empty and ends with it. */
public final class PostgresServer extends Server {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql"); // by Debian, each version
  private static final String USER = "postgres";

  private final int port;
  private final Path directory;

  private PostgresServer(List<String> command, int port, Path directory) throws IOException {
    super(command, line -> line.contains("database system is ready to accept connections"));
    this.port = port;
    this.directory = directory;
  }

  /** Where its programs are; empty if it isn't installed. */
  static Optional<Path> programs() {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(programs -> Files.isExecutable(programs.resolve("postgres")))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Starts one.
   *
   * @throws IOException if it doesn't start
   */
  public static PostgresServer start() throws IOException {
    Path programs = programs().orElseThrow(() -> new IOException("PostgreSQL isn't installed"));
    Path directory = Files.createTempDirectory("postgres");
    List<String> asUser = asUser(directory);
    int port = Ports.free();
    List<String> make = new ArrayList<>(asUser);
    make.add(programs.resolve("initdb").toString());
    make.addAll(List.of("-D", directory.toString(), "-U", USER, "-E", "UTF8", "--no-sync"));
    make.addAll(List.of("--auth=trust", "--no-instructions"));
    run(make);
    List<String> command = new ArrayList<>(asUser);
    command.add(programs.resolve("postgres").toString());
    command.addAll(List.of("-D", directory.toString(), "-h", "127.0.0.1", "-p", "" + port, "-F"));
    command.addAll(List.of("-k", directory.toString()));
    return new PostgresServer(command, port, directory);
  }

  /** It refuses to run as root, and root may be anybody. */
  private static List<String> asUser(Path directory) throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    Files.setOwner(
        directory,
        directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    return List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups");
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("%s failed:\n%s".formatted(command, said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** As the JDBC driver wants it. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s".formatted(port, USER);
  }

  @Override
  public void close() {
    super.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
