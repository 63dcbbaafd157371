package io.sealcache.stores;

import com.hazelcast.core.Hazelcast;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import io.sealcache.servers.RedisServer;
import io.sealcache.servers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.cache.Cache;

/** A store, and how applications reach it. */
final class RunningStore implements AutoCloseable {
  static final String ANY_MEMBER = "ALL_MEMBERS";
  static final String ONE_MEMBER = "SINGLE_MEMBER";

  private final StoreKind kind;
  private final String cluster;
  private final Server server;
  private final int port;
  private final Path directory;

  private RunningStore(StoreKind kind, String cluster, Server server, int port, Path directory) {
    this.kind = kind;
    this.cluster = cluster;
    this.server = server;
    this.port = port;
    this.directory = directory;
  }

  /** Starts one that has no class of ours or of an application's. */
  static RunningStore bare(StoreKind kind) throws IOException {
    return start(kind, ClassPath.of(Hazelcast.class, Cache.class));
  }

  /** Starts one that has the applications' classes, where a store can have some. */
  static RunningStore knowing(StoreKind kind) throws IOException {
    return start(kind, System.getProperty("java.class.path"));
  }

  private static RunningStore start(StoreKind kind, String classPath) throws IOException {
    Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "store");
    String cluster = "test-" + UUID.randomUUID();
    return switch (kind) {
      case HAZELCAST -> {
        HazelcastServer member = HazelcastServer.start(classPath, cluster, null);
        yield new RunningStore(kind, cluster, member, member.port(), directory);
      }
      case REDIS -> {
        RedisServer redis = InstalledRedis.start(directory);
        yield new RunningStore(kind, cluster, redis, redis.port(), directory);
      }
    };
  }

  /** Starts an application that uses SealCache over it. */
  ClientJvm client() {
    return ClientJvm.sealing(kind.options(cluster, port, ANY_MEMBER));
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

  String cluster() {
    return cluster;
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
    server.close();
  }
}
