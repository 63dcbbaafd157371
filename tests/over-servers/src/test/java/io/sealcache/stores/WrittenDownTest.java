package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CanarySearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The logs of an application and its store's client. */
@Timeout(180)
class WrittenDownTest {
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
