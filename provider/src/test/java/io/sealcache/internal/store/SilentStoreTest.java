package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.fixture.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that makes changes, and whose events don't come: calls don't wait for each of them. */
@Timeout(60)
class SilentStoreTest {
  private static final List<StoredKey> KEYS =
      Stored.keys("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
  private static final StoredKey KEY = KEYS.get(0);
  private static final SealedBytes VALUE = Stored.value("value");
  private static final StoredEvent EVENT = new StoredEvent(EventType.CREATED, KEY, VALUE, null);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Silent store = new Silent();
  private final SynchronousEvents events = new SynchronousEvents(() -> "silent", store);

  private record Bulk(String name, Consumer<StorePort> call) {}

  private static Stream<Bulk> calls() {
    return Stream.of(
        new Bulk("removeAll", port -> port.make(new StoreCall.RemoveAll(KEYS))),
        new Bulk(
            "counted removals",
            port -> {
              List<StoreCall.OfEntry> removals = new ArrayList<>();
              KEYS.forEach(key -> removals.add(new StoreCall.Remove(key, null)));
              port.make(new StoreCall.Together(removals)).forEach(PendingCall::answer);
            }),
        new Bulk("putAll", port -> new PortCalls(port).putAll(values(), OperationExpiry.silent())),
        new Bulk("clear", port -> port.make(new StoreCall.Clear(true))),
        new Bulk( // as a bulk operation of several parts
            "each by itself", port -> KEYS.forEach(key -> new PortCalls(port).remove(key))));
  }

  private static Map<StoredKey, SealedBytes> values() {
    Map<StoredKey, SealedBytes> values = new HashMap<>();
    KEYS.forEach(key -> values.put(key, Stored.value("new")));
    return values;
  }

  /** Each has a store and a thread of its own, as each waits. */
  @Test
  void changesOfMany_waitForOneAndLogItOnce() {
    Map<String, FutureTask<Boolean>> ends = new HashMap<>();
    calls()
        .forEach(
            bulk -> {
              FutureTask<Boolean> end = new FutureTask<>(() -> waitsOnce(bulk), true);
              new Thread(end).start();
              ends.put(bulk.name, end);
            });

    for (Map.Entry<String, FutureTask<Boolean>> end : ends.entrySet()) {
      assertThat(end.getValue()).as(end.getKey()).succeedsWithin(Duration.ofSeconds(30));
    }
  }

  private static void waitsOnce(Bulk bulk) {
    Silent silent = new Silent();
    StorePort port = silent.port();
    port.make(new StoreCall.Listen(new NotedEvents(new ArrayList<>(), true)));
    KEYS.forEach(key -> silent.map.put(key, VALUE));
    long begun = System.nanoTime();

    List<String> log = CapturedLog.of("io.sealcache.store", () -> bulk.call.accept(port));

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(SynchronousListener.PATIENCE, SynchronousListener.PATIENCE.multipliedBy(6));
    assertThat(log).hasSize(1);
    assertThat(silent.map).doesNotContainValue(VALUE);
  }

  @Test
  void onceEventsComeAgain_callsWaitAgain() throws InterruptedException {
    events.register(new NotedEvents(told, true));
    putAndReportAfter(60_000);
    putAndReportAfter(500);
    assertThat(told).as("nobody waits once one didn't come").isEmpty();

    store.report(new StoredEvent(EventType.CREATED, KEYS.get(1), Stored.value("other's"), null));
    MILLISECONDS.sleep(SynchronousListener.PATIENCE.toMillis() + 100);
    told.clear();
    putAndReportAfter(200);

    assertThat(told).containsExactly("CREATED a");
  }

  @Test
  void onceAListenerIsRegistered_callsWaitAgain() {
    events.register(new NotedEvents(List.of(), true));
    putAndReportAfter(60_000);
    events.register(new NotedEvents(told, true));

    putAndReportAfter(200);

    assertThat(told).containsExactly("CREATED a");
  }

  @Test
  void threadThatIsInterrupted_hasMissedNothing() {
    events.register(new NotedEvents(told, true));
    Thread.currentThread().interrupt();

    List<String> log = CapturedLog.of("io.sealcache.store", () -> putAndReportAfter(60_000));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(log).isEmpty();
    putAndReportAfter(200);
    assertThat(told).containsExactly("CREATED a");
  }

  private void putAndReportAfter(long millis) {
    var unused =
        events.begin(
            false,
            KEY,
            VALUE,
            () -> {
              CompletableFuture.delayedExecutor(millis, MILLISECONDS)
                  .execute(() -> store.report(EVENT));
              return PendingCall.answered(true);
            });
  }

  /** Reports what it is told to. */
  private static final class Silent extends FutureMapStore {
    private volatile @Nullable StoreListener listener;

    void report(StoredEvent event) {
      requireNonNull(listener).deliver(List.of(event));
    }

    @Override
    @SuppressWarnings("unchecked") // the type of this call's answer
    public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
      if (call instanceof StoreCall.Listen listen) {
        listener = listen.listener();
        return PendingCall.answered((T) (Runnable) () -> {});
      }
      return super.begin(call);
    }
  }
}
