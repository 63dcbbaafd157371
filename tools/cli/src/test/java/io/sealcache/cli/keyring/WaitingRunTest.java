package io.sealcache.cli.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.cli.ToolRun;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that change one keyring file at the same time. */
class WaitingRunTest {
  private final ToolRun.Input input = ToolRun.at(Instant.parse("2026-11-30T23:59:59.5Z"));
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void place() {
    file = directory.resolve("keyring");
  }

  private ToolRun ok(String command) {
    return ToolRun.of(input, command, file).succeeded();
  }

  @Test
  void changeWhileAnotherRuns_waitsForIt() throws Exception {
    ok("new");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (FileChannel other =
        FileChannel.open(directory.resolve("keyring.lock"), StandardOpenOption.WRITE)) {
      other.lock();
      Future<ToolRun> add = thread.submit(() -> ToolRun.of(input, "add", file));

      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> add.get(300, TimeUnit.MILLISECONDS));
      assertThat(ok("show").out()).doesNotContain("opens only");
      other.close();
      assertThat(add.get().code()).isZero();
    } finally {
      thread.shutdownNow();
    }
    assertThat(ok("show").out()).contains("opens only");
  }

  @Test
  void lockFileOfARunThatWasEnded_keepsNobodyFromAChange() throws IOException {
    Files.createFile(directory.resolve("keyring.lock"));

    ok("new");
    ok("add");
  }

  @Test
  void concurrentRuns_loseNoKey() throws Exception {
    ok("new");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<ToolRun> add = () -> ToolRun.of(input, "add", file);
      for (Future<ToolRun> run : threads.invokeAll(Collections.nCopies(40, add))) {
        assertThat(run.get().code()).isZero();
      }
      try (KeyringFile after = KeyringFile.read(file)) {
        assertThat(after.ids()).hasSize(42);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
