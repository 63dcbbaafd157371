package io.sealcache.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DaemonSchedulerTest {
  private final DaemonScheduler scheduler = new DaemonScheduler();

  @AfterEach
  void end() {
    scheduler.close();
  }

  @Test
  void tasks_runOnOneDaemonThreadThatHasAName() throws Exception {
    Thread first = threadOfTask();

    assertThat(first.isDaemon()).isTrue();
    assertThat(first.getName()).isEqualTo("sealcache-keys");
    assertThat(threadOfTask()).isSameAs(first);
  }

  @Test
  void task_runsAfterItsDelay() throws Exception {
    var late = new CompletableFuture<Void>();
    scheduler.schedule(() -> late.complete(null), Duration.ofHours(1));
    threadOfTask();

    assertThat(late).isNotDone();
  }

  @Test
  void nanoTime_isTheSystems() {
    long before = System.nanoTime();
    long told = scheduler.nanoTime();

    assertThat(told - before).isNotNegative();
    assertThat(System.nanoTime() - told).isNotNegative();
  }

  @Test
  void spread_isRandomBetweenZeroAndOne() {
    Set<Double> spreads = Stream.generate(scheduler::spread).limit(100).collect(Collectors.toSet());

    assertThat(spreads).hasSizeGreaterThan(50).allMatch(spread -> spread >= 0 && spread < 1);
  }

  @Test
  void close_interruptsATaskAndRunsNoMore() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CompletableFuture<Boolean>();
    scheduler.schedule(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.complete(true);
          }
        },
        Duration.ZERO);
    begun.await();
    scheduler.close();

    assertThat(interrupted.get(1, TimeUnit.MINUTES)).isTrue();
    assertThatCode(() -> scheduler.schedule(() -> {}, Duration.ZERO)).doesNotThrowAnyException();
  }

  private Thread threadOfTask() throws Exception {
    var thread = new CompletableFuture<Thread>();
    scheduler.schedule(() -> thread.complete(Thread.currentThread()), Duration.ZERO);
    return thread.get(1, TimeUnit.MINUTES);
  }
}
