package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change of a record while another application of the same JVM, with classes of its own, changes
 * it.
 */
class FolderLockTest {
  private static final String ID = "00112233445566778899aabbccddeeff";

  @TempDir private Path temporary;
  private Path directory;
  private KeyTable table;

  @BeforeEach
  void make() throws IOException {
    directory = OwnersDirectory.make(temporary.resolve("table"));
    table = DirectoryKeyTable.open(directory.toString());
    table.create(ID, "record");
  }

  /** The lock of the other application, until it is closed. */
  private FileChannel lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("00").resolve(DirectoryKeyTable.LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    channel.lock();
    return channel;
  }

  @Test
  void whoComesSecond_waits() throws Exception {
    CompletableFuture<Boolean> removed = new CompletableFuture<>();
    Thread second = new Thread(() -> removed.complete(table.remove(ID)));
    try (FileChannel first = lock()) {
      second.start();
      WaitingThread.await(second, Thread.State.TIMED_WAITING);
      assertThat(first.isOpen()).isTrue();
      assertThat(table.read(ID)).contains("record");
    }

    assertThat(removed.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void whoMakesARecordSecond_waits() throws Exception {
    String other = "00ff2233445566778899aabbccddeeff";
    CompletableFuture<Boolean> made = new CompletableFuture<>();
    Thread second = new Thread(() -> made.complete(table.create(other, "record")));
    try (FileChannel first = lock()) {
      second.start();
      WaitingThread.await(second, Thread.State.TIMED_WAITING);
      assertThat(first.isOpen()).isTrue();
      assertThat(table.read(other)).isEmpty();
    }

    assertThat(made.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void whoIsInterruptedMeanwhile_changesNothingAndIsInNobodysWay() throws Exception {
    try (FileChannel first = lock()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> table.remove(ID))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(first.isOpen()).isTrue();
    }

    assertThat(table.read(ID)).contains("record");
    assertThat(CompletableFuture.supplyAsync(() -> table.remove(ID)).get(1, TimeUnit.MINUTES))
        .isTrue();
  }
}
