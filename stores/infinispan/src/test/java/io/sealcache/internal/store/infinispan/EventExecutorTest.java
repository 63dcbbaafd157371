package io.sealcache.internal.store.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.Undeclared;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventExecutorTest {
  private final EventExecutor executor = new EventExecutor("cache");

  @Test
  void execute_keepsTheOrderWhateverFails() throws InterruptedException {
    List<Integer> told = new CopyOnWriteArrayList<>();
    CountDownLatch end = new CountDownLatch(1);
    List<Integer> events = IntStream.range(0, 1000).boxed().toList();
    for (int event : events) {
      executor.execute(
          () -> {
            told.add(event);
            if (event % 100 == 0) {
              throw new IllegalStateException("a listener's failure");
            }
          });
    }
    executor.execute(end::countDown);
    end.await();

    assertThat(told).isEqualTo(events);
  }

  @Test
  void execute_doesNotWaitForTheListener() throws InterruptedException {
    CountDownLatch caller = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    executor.execute(
        () -> {
          await(caller);
          end.countDown();
        });
    caller.countDown(); // never, if the call above were the listener's
    end.await();

    assertThat(end.getCount()).isZero();
  }

  @Test
  void execute_afterACheckedExceptionOfTheListener_saysSoAndDeliversTheNext() throws Exception {
    EventExecutor failing = new EventExecutor("failing");
    CountDownLatch next = new CountDownLatch(1);

    List<String> log =
        CapturedLog.of(
            "io.sealcache.store",
            1,
            () ->
                failing.execute(
                    () -> {
                      throw Undeclared.thrown(new IOException("a value"));
                    }));
    failing.execute(next::countDown);

    assertThat(next.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(log)
        .filteredOn(line -> line.contains("'failing'"))
        .singleElement()
        .asString()
        .contains("java.io.IOException")
        .doesNotContain("a value");
  }

  @Test
  void thread_isADaemonWithTheContextOfTheRegistration_andEndsWhenIdle() throws Exception {
    ClassLoader context = new ClassLoader(null) {};
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    current.setContextClassLoader(context);
    EventExecutor registered;
    try {
      registered = new EventExecutor("cache");
    } finally {
      current.setContextClassLoader(before);
    }
    CompletableFuture<Thread> told = new CompletableFuture<>();

    registered.execute(() -> told.complete(Thread.currentThread()));

    Thread thread = told.get();
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader()).isSameAs(context);
    thread.join(20_000);
    assertThat(thread.isAlive()).isFalse();
    CompletableFuture<Thread> again = new CompletableFuture<>();
    registered.execute(() -> again.complete(Thread.currentThread()));
    assertThat(again.get()).isNotSameAs(thread);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
