package io.sealcache.stores;

import io.sealcache.servers.HazelcastServer;
import io.sealcache.servers.RedisServer;
import io.sealcache.servers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A store, and how applications reach it. */
final class RunningStore implements AutoCloseable {
  static final String ANY_MEMBER = "ALL_MEMBERS";
  static final String ONE_MEMBER = "SINGLE_MEMBER";

  private final StoreKind kind;
  private final String cluster;
  private final Server server;
  private final int port;
  private final Path directory;
  private final Runnable end;

  private RunningStore(
      StoreKind kind, String cluster, Server server, int port, Path directory, Runnable end) {
    this.kind = kind;
    this.cluster = cluster;
    this.server = server;
    this.port = port;
    this.directory = directory;
    this.end = end;
  }

  /** One that is empty, and has no class of ours or of an application. */
  static RunningStore bare(StoreKind kind) throws IOException {
    return switch (kind) {
      case HAZELCAST -> {
        BareMember member = BareMember.take();
        yield of(member.server(), member.cluster(), member::release);
      }
      case REDIS -> redis();
    };
  }

  /** One that is empty, and has the applications' classes, where a store can have some. */
  static RunningStore knowing(StoreKind kind) throws IOException {
    return switch (kind) {
      case HAZELCAST -> {
        String classPath = System.getProperty("java.class.path");
        String cluster = "test-" + UUID.randomUUID();
        HazelcastServer member = HazelcastServer.start(classPath, cluster, null);
        yield of(member, cluster, member::close);
      }
      case REDIS -> redis();
    };
  }

  private static RunningStore of(HazelcastServer member, String cluster, Runnable end)
      throws IOException {
    return new RunningStore(
        StoreKind.HAZELCAST, cluster, member, member.port(), newDirectory(), end);
  }

  private static RunningStore redis() throws IOException {
    Path directory = newDirectory();
    RedisServer redis = InstalledRedis.start(directory);
    return new RunningStore(StoreKind.REDIS, "", redis, redis.port(), directory, redis::close);
  }

  static Path newDirectory() throws IOException {
    return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "store");
  }

  /** Starts an application that uses SealCache over it. */
  ClientJvm client() {
    return ClientJvm.sealing(options());
  }

  /** How an application reaches it; takes more. */
  List<String> options() {
    return kind.options(cluster, port, ANY_MEMBER);
  }

  /** How an application reaches it through a proxy on this port. */
  List<String> through(int proxyPort) {
    return kind.options(cluster, proxyPort, ONE_MEMBER);
  }

  StoreKind kind() {
    return kind;
  }

  long pid() {
    return server.pid();
  }

  int port() {
    return port;
  }

  /** Where it may write. */
  Path directory() {
    return directory;
  }

  @Override
  public void close() {
    end.run();
  }
}
