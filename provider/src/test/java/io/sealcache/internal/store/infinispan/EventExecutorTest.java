package io.sealcache.internal.store.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
          try {
            caller.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          end.countDown();
        });
    caller.countDown(); // never, if the call above were the listener's
    end.await();

    assertThat(end.getCount()).isZero();
  }
}
