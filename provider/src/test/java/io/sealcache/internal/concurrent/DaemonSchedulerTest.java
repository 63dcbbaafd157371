package io.sealcache.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.Latches;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DaemonSchedulerTest {
  private static final Duration APART = Duration.ofMillis(20);

  private final DaemonScheduler scheduler = new DaemonScheduler();

  @AfterEach
  void end() {
    scheduler.close();
  }

  @Test
  void task_runsAfterItsDelay() throws Exception {
    var late = new CompletableFuture<Void>();
    scheduler.schedule(() -> late.complete(null), Duration.ofHours(1));
    threadOfTask();

    assertThat(late).isNotDone();
  }

  @Test
  void tasks_runInTheOrderOfTheirTimes() throws Exception {
    List<String> ran = new CopyOnWriteArrayList<>();
    while (!runThree(ran)) {
      ran.clear();
    }

    assertThat(ran).containsExactly("after 1", "after 2", "after 3");
  }

  /** Whether their times are as far apart as they are to be: this thread may have been late. */
  private boolean runThree(List<String> ran) throws InterruptedException {
    var all = new CountDownLatch(3);
    var begun = new CountDownLatch(1);
    scheduler.schedule(() -> Latches.await(begun), Duration.ZERO);
    long start = System.nanoTime();
    for (int delay : List.of(3, 1, 2)) {
      scheduler.schedule(
          () -> {
            ran.add("after " + delay);
            all.countDown();
          },
          APART.multipliedBy(delay));
    }
    boolean isInTime = System.nanoTime() - start < APART.toNanos();
    begun.countDown();

    assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
    return isInTime;
  }

  @Test
  void task_runsInTheContextOfWhoMadeTheScheduler() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader context = new URLClassLoader(new URL[0])) {
      thread.setContextClassLoader(context);
      DaemonScheduler ofContext = new DaemonScheduler();
      thread.setContextClassLoader(before);
      var seen = new CompletableFuture<ClassLoader>();
      ofContext.schedule(
          () -> seen.complete(Thread.currentThread().getContextClassLoader()), Duration.ZERO);

      assertThat(seen.get(1, TimeUnit.MINUTES)).isSameAs(context);
      ofContext.close();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void taskThatThrows_isToldToTheThreadsHandler_andOthersRun() throws Exception {
    var told = new CompletableFuture<Throwable>();
    Thread thread = threadOfTask();
    thread.setUncaughtExceptionHandler((where, what) -> told.complete(what));
    var failure = new IllegalStateException("as planned");
    scheduler.schedule(
        () -> {
          throw failure;
        },
        Duration.ZERO);

    assertThat(told.get(1, TimeUnit.MINUTES)).isSameAs(failure);
    assertThat(threadOfTask()).isSameAs(thread);
  }

  @Test
  void taskThatLeavesTheThreadInterrupted_disturbsNoOther() throws Exception {
    scheduler.schedule(() -> Thread.currentThread().interrupt(), Duration.ZERO);
    var interrupted = new CompletableFuture<Boolean>();
    scheduler.schedule(
        () -> interrupted.complete(Thread.currentThread().isInterrupted()), Duration.ofMillis(1));

    assertThat(interrupted.get(1, TimeUnit.MINUTES)).isFalse();
  }

  @Test
  void close_endsTheThread() throws Exception {
    Thread thread = threadOfTask();
    scheduler.schedule(() -> {}, Duration.ofHours(1));
    scheduler.close();

    thread.join(60_000);
    assertThat(thread.isAlive()).isFalse();
  }

  private Thread threadOfTask() throws Exception {
    var thread = new CompletableFuture<Thread>();
    scheduler.schedule(() -> thread.complete(Thread.currentThread()), Duration.ZERO);
    return thread.get(1, TimeUnit.MINUTES);
  }
}
