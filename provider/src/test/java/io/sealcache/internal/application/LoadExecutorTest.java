package io.sealcache.internal.application;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On which threads loads run. */
@Timeout(60)
class LoadExecutorTest {
  private static final int MOST_THREADS = 256;

  private final ClassLoader loader = new ClassLoader() {};
  private final ExecutorService executor = LoadExecutor.of(loader);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    mayEnd.countDown();
    executor.shutdownNow();
  }

  private List<Future<?>> occupyAll() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(MOST_THREADS);
    List<Future<?>> loads = new ArrayList<>();
    for (int i = 0; i < MOST_THREADS; i++) {
      loads.add(
          executor.submit(
              () -> {
                running.countDown();
                mayEnd.await();
                return null;
              }));
    }
    running.await(); // so each has a thread, and none is this one
    return loads;
  }

  private Thread threadOfALoad() {
    AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    Future<?> load = executor.submit(() -> thread.set(Thread.currentThread()));
    try {
      load.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return requireNonNull(thread.get());
  }

  @Test
  void load_whileAllThreadsLoad_runsOnTheCallersAndWaitsForNone() throws Exception {
    List<Future<?>> loads = occupyAll();

    assertThat(threadOfALoad()).isSameAs(Thread.currentThread());
    assertThat(loads).noneMatch(Future::isDone);
    mayEnd.countDown();
    for (Future<?> load : loads) {
      load.get();
    }
  }

  @Test
  void load_whileAThreadIsFree_runsOnADaemonThatKnowsTheApplicationsClasses() {
    Thread thread = threadOfALoad();

    assertThat(thread).isNotSameAs(Thread.currentThread());
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader()).isSameAs(loader);
  }

  @Test
  void thread_inheritsNothingOfTheCallerForWhomItWasMade() throws Exception {
    InheritableThreadLocal<String> scope = new InheritableThreadLocal<>();
    scope.set("tenant A");

    assertThat(executor.submit(scope::get).get()).isNull();
  }
}
