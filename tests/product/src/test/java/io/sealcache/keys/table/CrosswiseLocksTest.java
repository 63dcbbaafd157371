package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.JavaProgram;
import io.sealcache.internal.files.LockFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two JVMs that have a lock each, and a thread each that waits for the other one's. */
class CrosswiseLocksTest {
  private static final String OURS = "ours";
  private static final String THEIRS = "theirs";

  @TempDir private Path directory;

  @Test
  void threads_waitThoughTheSystemTakesThemForADeadlock() throws Exception {
    FutureTask<String> others =
        new FutureTask<>(
            () -> JavaProgram.run(CrosswiseLocksTest.class, List.of(), directory.toString()));
    Waiter waiter;
    try (FileChannel unused = LockFile.lock(directory.resolve(OURS))) {
      new Thread(others).start();
      await(() -> Files.exists(directory.resolve("held")) || others.isDone());
      waiter = Waiter.of(directory.resolve(THEIRS));
      await(
          () -> (waiter.isAsleep() && Files.exists(directory.resolve("wait"))) || waiter.isDone());
    }

    assertThat(others.get(1, TimeUnit.MINUTES)).isEqualTo("got it");
    assertThat(waiter.task.get(1, TimeUnit.MINUTES)).isTrue();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).isNegative();
      Thread.sleep(5);
    }
  }

  /** The other JVM. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    try (FileChannel unused = LockFile.lock(directory.resolve(THEIRS))) {
      Files.createFile(directory.resolve("held"));
      Waiter waiter = Waiter.of(directory.resolve(OURS));
      await(() -> waiter.isAsleep() || waiter.isDone());
      Files.createFile(directory.resolve("wait"));
      assertThat(waiter.task.get()).isTrue();
    }
    System.out.print("got it");
  }

  private record Waiter(FutureTask<Boolean> task, Thread thread) {
    static Waiter of(Path file) {
      FutureTask<Boolean> task =
          new FutureTask<>(
              () -> {
                try (FileChannel got = LockFile.lock(file)) {
                  return got.isOpen();
                }
              });
      Thread thread = new Thread(task);
      thread.start();
      return new Waiter(task, thread);
    }

    boolean isAsleep() {
      return thread.getState() == Thread.State.TIMED_WAITING;
    }

    boolean isDone() {
      return task.isDone();
    }
  }
}
