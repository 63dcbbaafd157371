package io.sealcache.tck;

import com.hazelcast.core.Hazelcast;
import domain.Identifier;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import io.sealcache.servers.HotRodServer;
import io.sealcache.servers.IgniteServer;
import io.sealcache.servers.InfinispanServer;
import io.sealcache.servers.Ports;
import io.sealcache.servers.RedisServer;
import io.sealcache.servers.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.cache.Cache;
import org.apache.ignite.Ignition;
import org.jspecify.annotations.Nullable;
import org.jsr107.tck.CacheTest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Runs the servers named by the system property {@code tck.servers} while the tests run: {@code
 * bare-members:N} and {@code members:N} are N Hazelcast members without and with the tests' class
 * path, {@code redis} is a {@code redis-server}; {@code infinispan} and {@code ignite} are a node
 * without the tests' classes, and for Ignite this JVM then is a client; {@code hotrod:DIRECTORY} is
 * an Infinispan server from there.
 */
public final class StoreServers implements LauncherSessionListener {
  private final Deque<Server> running = new ArrayDeque<>();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String wanted = System.getProperty("tck.servers", "");
    try {
      if (wanted.startsWith("bare-members:")) {
        startMembers(count(wanted), ClassPath.of(Hazelcast.class, Cache.class));
      } else if (wanted.startsWith("members:")) {
        startMembers(count(wanted), System.getProperty("java.class.path"));
      } else if (wanted.equals("redis")) {
        startRedis();
      } else if (wanted.equals("infinispan")) {
        startInfinispan();
      } else if (wanted.startsWith("hotrod:")) {
        startHotRod(Path.of(wanted.substring(wanted.indexOf(':') + 1)));
      } else if (wanted.equals("ignite")) {
        startIgnite();
      } else if (!wanted.isEmpty()) {
        throw new IllegalArgumentException("tck.servers is '" + wanted + "'");
      }
    } catch (IOException e) {
      stopAll();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      stopAll();
      throw e;
    }
  }

  private static int count(String wanted) {
    return Integer.parseInt(wanted.substring(wanted.indexOf(':') + 1));
  }

  private void startMembers(int count, String classPath) throws IOException {
    String cluster = "tck-" + ProcessHandle.current().pid();
    System.setProperty("store.cluster", cluster);
    System.setProperty("store.port", String.valueOf(Ports.free())); // of this JVM, where it joins
    @Nullable String first = null;
    for (int i = 0; i < count; i++) {
      HazelcastServer member = start(HazelcastServer.start(classPath, cluster, first));
      if (first == null) {
        first = member.address();
        System.setProperty("store.member", first);
      }
    }
  }

  private void startRedis() throws IOException {
    RedisServer redis = start(RedisServer.start(Path.of(System.getProperty("java.io.tmpdir"))));
    System.setProperty("store.redis", redis.url());
  }

  private void startInfinispan() throws IOException {
    String cluster = "tck-" + ProcessHandle.current().pid();
    InfinispanServer node = start(InfinispanServer.start(bare(), cluster));
    System.setProperty("store.cluster", cluster);
    System.setProperty("store.port", String.valueOf(Ports.free())); // of this JVM's first node
    System.setProperty("store.member", node.address());
    // After two seconds, if the machine is busy, this JVM's nodes would be a cluster of their own.
    System.setProperty("jgroups.join_timeout", "60s");
  }

  private void startHotRod(Path module) throws IOException {
    HotRodServer server = start(HotRodServer.start(module));
    System.setProperty("store.member", server.address());
  }

  private void startIgnite() throws IOException {
    List<String> opens =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--add-opens"))
            .toList();
    IgniteServer node = start(IgniteServer.start(bare(), opens));
    System.setProperty("IGNITE_TCP_DISCOVERY_ADDRESSES", node.address());
    Ignition.setClientMode(true); // of this thread, on which the tests run
  }

  // Neither our classes nor the tests'.
  private static String bare() {
    return ClassPath.without(
        EncryptedCachingProvider.class, StoreServers.class, Identifier.class, CacheTest.class);
  }

  private <S extends Server> S start(S server) {
    running.push(server);
    return server;
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    stopAll();
  }

  private void stopAll() {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
