package io.sealcache.tck;

import com.hazelcast.core.Hazelcast;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import io.sealcache.servers.Ports;
import io.sealcache.servers.RedisServer;
import io.sealcache.servers.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Runs the servers named by the system property {@code tck.servers} while the tests run: {@code
 * bare-members:N} and {@code members:N} are N Hazelcast members without and with the tests' class
 * path, {@code redis} is a {@code redis-server}.
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
