package io.sealcache.internal.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.store.SynchronousListener.Expectation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.function.IntConsumer;
import javax.cache.event.EventType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Callers that await the same change, and leave at the same time. */
@Timeout(60)
class SynchronousListenerTest {
  private static final int CHANGES = 2_000;

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final SynchronousListener listener =
      new SynchronousListener(new NotedEvents(told, true), () -> {});
  private final List<Change> changes = new ArrayList<>();
  private final List<Expectation> mine = new ArrayList<>();

  @BeforeEach
  void await() {
    for (int i = 0; i < CHANGES; i++) {
      changes.add(new Change(false, Stored.key("k" + i), Stored.value("value")));
      mine.add(listener.await(changes.get(i)));
    }
  }

  /** Does both about each change at once, on two threads. */
  private static void race(IntConsumer one, IntConsumer other) throws Exception {
    Phaser start = new Phaser(2);
    CompletableFuture<Void> others = CompletableFuture.runAsync(() -> walk(start, other));
    walk(start, one);
    others.get(30, SECONDS);
  }

  private static void walk(Phaser start, IntConsumer step) {
    try {
      for (int i = 0; i < CHANGES; i++) {
        start.arriveAndAwaitAdvance();
        step.accept(i);
      }
    } finally {
      start.forceTermination(); // else the other thread waits for ever for one that failed
    }
  }

  private void report(int i) {
    Change change = changes.get(i);
    StoredEvent event = new StoredEvent(EventType.CREATED, change.key(), change.value(), null);
    listener.deliver(List.of(event));
  }

  @RepeatedTest(30)
  void callersThatLeaveBeforeTheEventCame_leaveWithoutIt() throws Exception {
    List<Expectation> others = changes.stream().map(listener::await).toList();

    race(i -> mine.get(i).end(true), i -> others.get(i).end(false));

    assertThat(told).isEmpty();
    report(0);
    assertThat(told).as("by the store's thread").containsExactly("CREATED k0");
  }

  @RepeatedTest(10)
  void eventThatComesWhileTheLastCallerLeaves_isToldOnce() throws Exception {
    race(this::report, i -> mine.get(i).end(false));

    assertThat(told).hasSize(CHANGES).doesNotHaveDuplicates();
  }
}
