package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CanaryProgram;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.servers.Ports;
import io.sealcache.servers.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files that Redis appends to, and the logs of an application and its store's client. */
@Timeout(180)
class WrittenDownTest {

  @Test
  void run_withEncryption_leavesNoCanaryInWhatRedisAppends() throws Exception {
    byte[] appended = appended(ClientApplication.sealing().getName(), StoreSeesTest::runSealing);

    assertThat(new CanarySearch(StoreSeesTest.secrets()).in(appended)).isEmpty();
    assertThat(appended.length).isGreaterThan(5_000);
  }

  // Proves the search: without us the same program leaves its canaries there.
  @Test
  void run_withoutEncryption_leavesCanariesInWhatRedisAppends() throws Exception {
    byte[] appended = appended(StoreKind.REDIS.provider(), StoreSeesTest::runUnencrypted);

    assertThat(new CanarySearch(CanaryProgram.ALL).in(appended))
        .containsKeys(CanaryProgram.KEY, CanaryProgram.VALUE);
  }

  private static byte[] appended(String provider, Task<Boolean> program) throws Exception {
    Path directory = RunningStore.newDirectory();
    int port = Ports.free();
    try (RedisServer redis = InstalledRedis.appending(directory, port);
        ClientJvm client = ClientJvm.start(StoreKind.REDIS.options("", port, ""), provider)) {
      client.call(program);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.list(directory.resolve("appendonlydir"))) {
      for (Path file : files.toList()) {
        all.write(Files.readAllBytes(file));
      }
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void run_everythingLogged_leavesNoCanaryInTheLog(StoreKind kind) throws Exception {
    Path log = RunningStore.newDirectory().resolve("all.log");
    try (RunningStore store = RunningStore.bare(kind)) {
      List<String> options = store.options();
      options.add("-Djava.util.logging.config.file=" + logEverythingTo(log));
      options.add("-Dslf4j.provider=" + LoggingProvider.class.getName());
      try (ClientJvm client = ClientJvm.sealingAlone(options)) {
        client.call(StoreSeesTest::runSealing);
      }
    }
    byte[] logged = Files.readAllBytes(log);

    assertThat(new CanarySearch(StoreSeesTest.canaries()).in(logged)).isEmpty();
    assertThat(new CanarySearch(List.of("FINEST", saidBy(kind))).in(logged))
        .containsKeys("FINEST", saidBy(kind));
  }

  /** The words that show that the store's client has logged. */
  private static String saidBy(StoreKind kind) {
    return switch (kind) {
      case HAZELCAST -> "com.hazelcast.client";
      case REDIS -> "connection released for command"; // of Redisson's, at its finest level
    };
  }

  private static Path logEverythingTo(Path log) throws IOException {
    return Files.write(
        log.resolveSibling("logging.properties"),
        List.of(
            ".level=ALL",
            "java.io.serialization.level=OFF", // the JDK tells the filter's classes, at FINER
            "handlers=java.util.logging.FileHandler",
            "java.util.logging.FileHandler.level=ALL",
            "java.util.logging.FileHandler.pattern=" + log,
            "java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter"));
  }
}
